#include "CConvKernels.h"

#include <string.h>

/* MARK: One tile for each instruction set */

#if defined(__x86_64__)

#define TARGET __attribute__((target("avx512f,avx512vl,fma")))
#define TILE(name) avx512_##name
#define LANES 16
#define ROWS 8
#include "panel_tile.h"
#undef TARGET
#undef TILE
#undef LANES
#undef ROWS

#define TARGET __attribute__((target("avx2,fma")))
#define TILE(name) avx2_##name
#define LANES 8
#define ROWS 6
#include "panel_tile.h"
#undef TARGET
#undef TILE
#undef LANES
#undef ROWS

#define BASE_ROWS 2
#else
#define BASE_ROWS 6
#endif

#define TARGET
#define TILE(name) base_##name
#define LANES 4
#define ROWS BASE_ROWS
#include "panel_tile.h"
#undef ROWS

enum { MOST_ROWS = 8 };

typedef struct {
  long rows;
  void (*sum)(const float *const *, conv_places, const float *, float *, long, int);
} tile;

static tile tile_of(int level) {
#if defined(__x86_64__)
  if (level >= CONV_LEVEL_AVX512) return (tile){8, avx512_sum};
  if (level >= CONV_LEVEL_AVX2) return (tile){6, avx2_sum};
#endif
  (void)level;
  return (tile){BASE_ROWS, base_sum};
}

/* MARK: Products */

/* A tile that sticks out: its sums pass through a full one. */
static void sum_edge(
    tile tile, const float *const *taps, long rows, conv_places places, const float *panel,
    long lanes, float *sums, long stride, int add) {
  float full[MOST_ROWS * CONV_PANEL_LANES];
  memset(full, 0, sizeof full);
  if (add)
    for (long row = 0; row < rows; row++)
      memcpy(full + row * CONV_PANEL_LANES, sums + row * stride, lanes * sizeof(float));
  tile.sum(taps, places, panel, full, CONV_PANEL_LANES, 1);
  for (long row = 0; row < rows; row++)
    memcpy(sums + row * stride, full + row * CONV_PANEL_LANES, lanes * sizeof(float));
}

void conv_multiply_panel(
    int level, const float *source, const long *offsets, long count, conv_places places,
    const float *panel, long lanes, float *sums, long stride, int add) {
  tile tile = tile_of(level);
  for (long first = 0; first < count; first += tile.rows) {
    long rows = count - first < tile.rows ? count - first : tile.rows;
    const float *taps[MOST_ROWS];
    for (long row = 0; row < tile.rows; row++)
      taps[row] = source + offsets[first + (row < rows ? row : rows - 1)];
    float *target = sums + first * stride;
    if (rows == tile.rows && lanes == CONV_PANEL_LANES)
      tile.sum(taps, places, panel, target, stride, add);
    else
      sum_edge(tile, taps, rows, places, panel, lanes, target, stride, add);
  }
}

/* MARK: Panels */

typedef float quad __attribute__((vector_size(16), aligned(4)));

/* Turns four rows into four columns. */
static void turn(const quad in[4], float *target, long stride) {
  quad low = __builtin_shufflevector(in[0], in[1], 0, 4, 1, 5);
  quad high = __builtin_shufflevector(in[0], in[1], 2, 6, 3, 7);
  quad low2 = __builtin_shufflevector(in[2], in[3], 0, 4, 1, 5);
  quad high2 = __builtin_shufflevector(in[2], in[3], 2, 6, 3, 7);
  *(quad *)(target + 0 * stride) = __builtin_shufflevector(low, low2, 0, 1, 4, 5);
  *(quad *)(target + 1 * stride) = __builtin_shufflevector(low, low2, 2, 3, 6, 7);
  *(quad *)(target + 2 * stride) = __builtin_shufflevector(high, high2, 0, 1, 4, 5);
  *(quad *)(target + 3 * stride) = __builtin_shufflevector(high, high2, 2, 3, 6, 7);
}

/* One run of all 16 lanes. The last four places are done once more where the four do not divide them. */
static void pack_run(const float *const *taps, long place, long columns, float *panel) {
  for (long column = 0; column < columns; column += 4) {
    long first = column + 4 <= columns ? column : columns - 4;
    float *target = panel + first * CONV_PANEL_LANES;
    for (long lane = 0; lane < CONV_PANEL_LANES; lane += 4) {
      quad in[4];
      for (long row = 0; row < 4; row++) in[row] = *(const quad *)(taps[lane + row] + place + first);
      turn(in, target + lane, CONV_PANEL_LANES);
    }
  }
}

static void pack_lane(const float *tap, conv_places places, float *panel) {
  for (long run = 0; run < places.rows; run++, tap += places.jump)
    for (long column = 0; column < places.columns; column++, tap += places.step) {
      *panel = *tap;
      panel += CONV_PANEL_LANES;
    }
}

void conv_pack_panel(
    const float *source, const long *offsets, long lanes, conv_places places, float *panel) {
  if (lanes == CONV_PANEL_LANES && places.step == 1 && places.columns >= 4) {
    const float *taps[CONV_PANEL_LANES];
    for (long lane = 0; lane < lanes; lane++) taps[lane] = source + offsets[lane];
    for (long run = 0; run < places.rows; run++)
      pack_run(
          taps, run * (places.columns + places.jump), places.columns,
          panel + run * places.columns * CONV_PANEL_LANES);
    return;
  }
  if (lanes < CONV_PANEL_LANES)
    memset(panel, 0, places.rows * places.columns * CONV_PANEL_LANES * sizeof(float));
  for (long lane = 0; lane < lanes; lane++) pack_lane(source + offsets[lane], places, panel + lane);
}

void conv_unpack_panel(const float *panel, long rows, long lanes, float *target, long stride) {
  long quads = lanes / 4 * 4, done = rows / 4 * 4;
  for (long row = 0; row < done; row += 4)
    for (long lane = 0; lane < quads; lane += 4) {
      quad in[4];
      for (long k = 0; k < 4; k++) in[k] = *(const quad *)(panel + (row + k) * CONV_PANEL_LANES + lane);
      turn(in, target + lane * stride + row, stride);
    }
  for (long row = 0; row < rows; row++)
    for (long lane = row < done ? quads : 0; lane < lanes; lane++)
      target[lane * stride + row] = panel[row * CONV_PANEL_LANES + lane];
}
