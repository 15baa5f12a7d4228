#include "CConvKernels.h"

#include <stddef.h>
#include <string.h>

typedef void (*sum_of_tile)(
    const float *const *taps, conv_places places, const float *panel, float *sums, ptrdiff_t stride,
    int add);

#define SUFFIX _baseline
#define LANES 4
#if defined(__aarch64__)
#define MOST 6
#else
#define MOST 2
#endif
#include "sums_level.h"
enum { BASELINE_ROWS = MOST };
#undef SUFFIX
#undef LANES
#undef MOST

#if defined(__x86_64__)
#pragma clang attribute push(__attribute__((target("avx2,fma"))), apply_to = function)
#define SUFFIX _avx2
#define LANES 8
#define MOST 6
#include "sums_level.h"
#undef SUFFIX
#undef LANES
#undef MOST
#pragma clang attribute pop

#pragma clang attribute push(                                                              \
    __attribute__((target("avx512f,avx512vl,avx2,fma"))), apply_to = function)
#define SUFFIX _avx512
#define LANES 16
#define MOST 15
#define MASKED
#include "sums_level.h"
#undef MASKED
#undef MOST
#pragma clang attribute pop
#endif

enum { MOST_ROWS = 15 };

/* The rows of a tile, and how many may be left for the last one. */
typedef struct {
  const sum_of_tile *sum;
  ptrdiff_t rows, most;
} tiles;

static tiles tiles_of(int level) {
  switch (level) {
#if defined(__x86_64__)
  case CONV_LEVEL_AVX512: return (tiles){tiles_avx512, 8, 15};
  case CONV_LEVEL_AVX2: return (tiles){tiles_avx2, 6, 6};
#endif
  default: return (tiles){tiles_baseline, BASELINE_ROWS, BASELINE_ROWS};
  }
}

/* MARK: Products */

/* A tile that sticks out of a row of sums: they pass through a full one. */
static void sum_edge(
    sum_of_tile sum, const float *const *taps, ptrdiff_t rows, conv_places places,
    const float *panel, ptrdiff_t lanes, float *sums, ptrdiff_t stride, int add) {
  float full[MOST_ROWS * CONV_PANEL_LANES];
  size_t size = sizeof(float) * (size_t)lanes;
  if (add) {
    memset(full, 0, sizeof full);
    for (ptrdiff_t row = 0; row < rows; row++)
      memcpy(full + row * CONV_PANEL_LANES, sums + row * stride, size);
  }
  sum(taps, places, panel, full, CONV_PANEL_LANES, add);
  for (ptrdiff_t row = 0; row < rows; row++)
    memcpy(sums + row * stride, full + row * CONV_PANEL_LANES, size);
}

void conv_multiply_panel(
    int level, const float *source, const ptrdiff_t *offsets, ptrdiff_t count, conv_places places,
    const float *panel, ptrdiff_t lanes, float *sums, ptrdiff_t stride, int add) {
  tiles tiles = tiles_of(level);
  for (ptrdiff_t first = 0, rows; first < count; first += rows) {
    rows = count - first <= tiles.most ? count - first : tiles.rows;
    const float *taps[MOST_ROWS];
    for (ptrdiff_t row = 0; row < rows; row++) taps[row] = source + offsets[first + row];
    sum_of_tile sum = tiles.sum[rows - 1];
    float *target = sums + first * stride;
    if (lanes == CONV_PANEL_LANES) sum(taps, places, panel, target, stride, add);
    else sum_edge(sum, taps, rows, places, panel, lanes, target, stride, add);
  }
}

/* MARK: Panels */

typedef float quad __attribute__((vector_size(16), aligned(4)));

/* Turns four rows into four columns. */
static void turn(const quad in[4], float *target, ptrdiff_t stride) {
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
static void pack_run(const float *const *taps, ptrdiff_t place, ptrdiff_t columns, float *panel) {
  for (ptrdiff_t column = 0; column < columns; column += 4) {
    ptrdiff_t first = column + 4 <= columns ? column : columns - 4;
    float *target = panel + first * CONV_PANEL_LANES;
    for (ptrdiff_t lane = 0; lane < CONV_PANEL_LANES; lane += 4) {
      quad in[4];
      for (ptrdiff_t row = 0; row < 4; row++) in[row] = *(const quad *)(taps[lane + row] + place + first);
      turn(in, target + lane, CONV_PANEL_LANES);
    }
  }
}

static void pack_lane(const float *tap, conv_places places, float *panel) {
  for (ptrdiff_t run = 0; run < places.rows; run++, tap += places.jump)
    for (ptrdiff_t column = 0; column < places.columns; column++, tap += places.step) {
      *panel = *tap;
      panel += CONV_PANEL_LANES;
    }
}

void conv_pack_panel(
    const float *source, const ptrdiff_t *offsets, ptrdiff_t lanes, conv_places places, float *panel) {
  if (lanes == CONV_PANEL_LANES && places.step == 1 && places.columns >= 4) {
    const float *taps[CONV_PANEL_LANES];
    for (ptrdiff_t lane = 0; lane < lanes; lane++) taps[lane] = source + offsets[lane];
    for (ptrdiff_t run = 0; run < places.rows; run++)
      pack_run(
          taps, run * (places.columns + places.jump), places.columns,
          panel + run * places.columns * CONV_PANEL_LANES);
    return;
  }
  if (lanes < CONV_PANEL_LANES)
    memset(panel, 0, places.rows * places.columns * CONV_PANEL_LANES * sizeof(float));
  for (ptrdiff_t lane = 0; lane < lanes; lane++) pack_lane(source + offsets[lane], places, panel + lane);
}

void conv_unpack_panel(const float *panel, ptrdiff_t rows, ptrdiff_t lanes, float *target, ptrdiff_t stride) {
  ptrdiff_t quads = lanes / 4 * 4, done = rows / 4 * 4;
  for (ptrdiff_t row = 0; row < done; row += 4)
    for (ptrdiff_t lane = 0; lane < quads; lane += 4) {
      quad in[4];
      for (ptrdiff_t k = 0; k < 4; k++) in[k] = *(const quad *)(panel + (row + k) * CONV_PANEL_LANES + lane);
      turn(in, target + lane * stride + row, stride);
    }
  for (ptrdiff_t row = 0; row < rows; row++)
    for (ptrdiff_t lane = row < done ? quads : 0; lane < lanes; lane++)
      target[lane * stride + row] = panel[row * CONV_PANEL_LANES + lane];
}
