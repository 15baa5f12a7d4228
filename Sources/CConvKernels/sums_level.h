/* Tiles of sums over places at one level; included by sums.c after SUFFIX, LANES and MOST (rows of
   a tile) are defined.

   rows x 16 sums stay in registers over all places. Six rows take 12 registers with AVX2 and leave
   the rest to the lanes: more would spill, fewer would wait for the adders. With AVX-512 that is
   eight to fifteen. */
#include "level.h"

enum { NAME(vectors) = CONV_PANEL_LANES / LANES };

/* `sums` is some rows of 16 floats, `stride` apart. */
INLINE void NAME(sum)(
    const int rows, const float *const *taps, conv_places places, const float *panel, float *sums,
    ptrdiff_t stride, int add) {
  enum { vectors = NAME(vectors) };
  NAME(vector) sum[rows][vectors];
  const float *tap[rows];
  UNROLL for (int row = 0; row < rows; row++) {
    tap[row] = taps[row];
    UNROLL for (int v = 0; v < vectors; v++)
      sum[row][v] = add ? NAME(load)(sums + row * stride + v * LANES) : (NAME(vector)){0};
  }
  ptrdiff_t place = 0;
  for (ptrdiff_t run = 0; run < places.rows; run++, place += places.jump)
    for (ptrdiff_t column = 0; column < places.columns; column++, place += places.step) {
      NAME(vector) right[vectors];
      UNROLL for (int v = 0; v < vectors; v++) right[v] = NAME(load)(panel + v * LANES);
      UNROLL for (int row = 0; row < rows; row++) {
        float left = tap[row][place];
        UNROLL for (int v = 0; v < vectors; v++) sum[row][v] += left * right[v];
      }
      panel += CONV_PANEL_LANES;
    }
  UNROLL for (int row = 0; row < rows; row++)
    UNROLL for (int v = 0; v < vectors; v++)
      NAME(store)(sums + row * stride + v * LANES, sum[row][v]);
}

#define TILE(rows)                                                                              \
  static void NAME(sum##rows)(                                                                  \
      const float *const *taps, conv_places places, const float *panel, float *sums,            \
      ptrdiff_t stride, int add) {                                                              \
    NAME(sum)(rows, taps, places, panel, sums, stride, add);                                    \
  }
TILE(1) TILE(2)
#if MOST > 2
TILE(3) TILE(4) TILE(5) TILE(6)
#endif
#if MOST > 6
TILE(7) TILE(8) TILE(9) TILE(10) TILE(11) TILE(12) TILE(13) TILE(14) TILE(15)
#endif
#undef TILE

/* The tiles by their rows, from 1. */
#define TILE(rows) NAME(sum##rows),
static const sum_of_tile NAME(tiles)[] = {
  TILE(1) TILE(2)
#if MOST > 2
  TILE(3) TILE(4) TILE(5) TILE(6)
#endif
#if MOST > 6
  TILE(7) TILE(8) TILE(9) TILE(10) TILE(11) TILE(12) TILE(13) TILE(14) TILE(15)
#endif
};
#undef TILE
