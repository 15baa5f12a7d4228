/* One tile of sums of products, for one instruction set: included several times by panel_products.c,
 * with TILE(name), TARGET, LANES (floats in a register) and ROWS (taps in a tile) defined.
 *
 * ROWS x 16 sums stay in registers over all places, which takes 12 registers with AVX2 and 8 with
 * AVX-512, beside two and one for the lanes: more would spill, fewer would wait for the adders. */

enum { TILE(vectors) = CONV_PANEL_LANES / LANES };

typedef float TILE(lanes) __attribute__((vector_size(4 * LANES), aligned(4)));

/* `sums` is [ROWS] rows of 16 floats, `stride` apart. */
TARGET static void TILE(sum)(
    const float *const *taps, conv_places places, const float *panel, float *sums, long stride,
    int add) {
  enum { vectors = TILE(vectors) };
  TILE(lanes) sum[ROWS][vectors];
  const float *tap[ROWS];
#pragma clang loop unroll(full)
  for (int row = 0; row < ROWS; row++) {
    tap[row] = taps[row];
#pragma clang loop unroll(full)
    for (int vector = 0; vector < vectors; vector++)
      sum[row][vector] =
          add ? *(const TILE(lanes) *)(sums + row * stride + vector * LANES) : (TILE(lanes)){0};
  }
  long place = 0;
  for (long run = 0; run < places.rows; run++, place += places.jump)
    for (long column = 0; column < places.columns; column++, place += places.step) {
      TILE(lanes) right[vectors];
#pragma clang loop unroll(full)
      for (int vector = 0; vector < vectors; vector++)
        right[vector] = *(const TILE(lanes) *)(panel + vector * LANES);
#pragma clang loop unroll(full)
      for (int row = 0; row < ROWS; row++) {
        float left = tap[row][place];
#pragma clang loop unroll(full)
        for (int vector = 0; vector < vectors; vector++) sum[row][vector] += left * right[vector];
      }
      panel += CONV_PANEL_LANES;
    }
#pragma clang loop unroll(full)
  for (int row = 0; row < ROWS; row++)
#pragma clang loop unroll(full)
    for (int vector = 0; vector < vectors; vector++)
      *(TILE(lanes) *)(sums + row * stride + vector * LANES) = sum[row][vector];
}
