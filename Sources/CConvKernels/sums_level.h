/* One tile of sums over places at one level; included by sums.c after SUFFIX, LANES and ROWS (of a
 * tile) are defined.
 *
 * ROWS x 16 sums stay in registers over all places, which takes 12 registers with AVX2 and 8 with
 * AVX-512, beside those of the lanes: more would spill, fewer would wait for the adders. */
#include "level.h"

enum { NAME(vectors) = CONV_PANEL_LANES / LANES };

/* `sums` is ROWS rows of 16 floats, `stride` apart. */
static void NAME(sum)(
    const float *const *taps, conv_places places, const float *panel, float *sums, ptrdiff_t stride,
    int add) {
  enum { vectors = NAME(vectors) };
  NAME(vector) sum[ROWS][vectors];
  const float *tap[ROWS];
  UNROLL for (int row = 0; row < ROWS; row++) {
    tap[row] = taps[row];
    UNROLL for (int v = 0; v < vectors; v++)
      sum[row][v] = add ? NAME(load)(sums + row * stride + v * LANES) : (NAME(vector)){0};
  }
  ptrdiff_t place = 0;
  for (ptrdiff_t run = 0; run < places.rows; run++, place += places.jump)
    for (ptrdiff_t column = 0; column < places.columns; column++, place += places.step) {
      NAME(vector) right[vectors];
      UNROLL for (int v = 0; v < vectors; v++) right[v] = NAME(load)(panel + v * LANES);
      UNROLL for (int row = 0; row < ROWS; row++) {
        float left = tap[row][place];
        UNROLL for (int v = 0; v < vectors; v++) sum[row][v] += left * right[v];
      }
      panel += CONV_PANEL_LANES;
    }
  UNROLL for (int row = 0; row < ROWS; row++)
    UNROLL for (int v = 0; v < vectors; v++)
      NAME(store)(sums + row * stride + v * LANES, sum[row][v]);
}
