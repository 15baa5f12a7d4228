/* Winograd's transforms for kernel gradients at one level; included by winograd_kernel.c. */
#include "level.h"

#if LANES == 4
#define EVEN 0, 2, 4, 6
#define ODD 1, 3, 5, 7
#elif LANES == 8
#define EVEN 0, 2, 4, 6, 8, 10, 12, 14
#define ODD 1, 3, 5, 7, 9, 11, 13, 15
#else
#define EVEN 0, 2, 4, 6, 8, 10, 12, 14, 16, 18, 20, 22, 24, 26, 28, 30
#define ODD 1, 3, 5, 7, 9, 11, 13, 15, 17, 19, 21, 23, 25, 27, 29, 31
#endif

/* The first and the second elements of neighbouring pairs. */
INLINE void NAME(pairs)(const float *from, NAME(vector) to[2]) {
  NAME(vector) a = NAME(load)(from), b = NAME(load)(from + LANES);
  to[0] = __builtin_shufflevector(a, b, EVEN);
  to[1] = __builtin_shufflevector(a, b, ODD);
}
#undef EVEN
#undef ODD

/* Bt: four inputs of a line. */
INLINE void NAME(input_line)(NAME(vector) d[4]) {
  NAME(vector) first = d[0] - d[2], last = d[1] - d[3];
  NAME(vector) sum = d[1] + d[2], difference = d[2] - d[1];
  d[0] = first, d[1] = sum, d[2] = difference, d[3] = last;
}

INLINE void NAME(input_tiles)(const float *from, ptrdiff_t pitch, float *to, ptrdiff_t apart) {
  NAME(vector) d[4][4];
  UNROLL for (int m = 0; m < 4; m++) {
    NAME(pairs)(from + m * pitch, d[m]);
    NAME(pairs)(from + m * pitch + 2, d[m] + 2);
    NAME(input_line)(d[m]);
  }
  UNROLL for (int n = 0; n < 4; n++) {
    NAME(vector) column[4] = {d[0][n], d[1][n], d[2][n], d[3][n]};
    NAME(input_line)(column);
    UNROLL for (int m = 0; m < 4; m++) NAME(store)(to + (m * 4 + n) * apart, column[m]);
  }
}

static void NAME(transform_inputs)(conv_tiles t) {
  for (ptrdiff_t line = 0; line < t.lines; line++)
    for (ptrdiff_t tile = 0; tile < t.tiles; tile += LANES)
      NAME(input_tiles)(
          t.plane + 2 * line * t.pitch + 2 * tile, t.pitch, t.to + line * t.tiles + tile, t.apart);
}

/* A, but for the sign of its last row: two gradients of a line. */
INLINE void NAME(gradient_line)(NAME(vector) a, NAME(vector) b, NAME(vector) to[4]) {
  to[0] = a, to[1] = a + b, to[2] = a - b, to[3] = b;
}

INLINE void NAME(gradient_tiles)(const float *from, ptrdiff_t pitch, float *to, ptrdiff_t apart) {
  NAME(vector) pair[2], first[4], second[4];
  NAME(pairs)(from, pair);
  NAME(gradient_line)(pair[0], pair[1], first);
  NAME(pairs)(from + pitch, pair);
  NAME(gradient_line)(pair[0], pair[1], second);
  UNROLL for (int n = 0; n < 4; n++) {
    NAME(vector) column[4];
    NAME(gradient_line)(first[n], second[n], column);
    UNROLL for (int m = 0; m < 4; m++) NAME(store)(to + (m * 4 + n) * apart, column[m]);
  }
}

static void NAME(transform_gradients)(conv_tiles t) {
  for (ptrdiff_t line = 0; line < t.lines; line++)
    for (ptrdiff_t tile = 0; tile < t.tiles; tile += LANES)
      NAME(gradient_tiles)(
          t.plane + 2 * line * t.pitch + 2 * tile, t.pitch, t.to + line * t.tiles + tile, t.apart);
}

/* Gt, with the sign that A lacks: three weights of a line. */
INLINE void NAME(weight_line)(const NAME(vector) p[4], NAME(vector) to[3]) {
  NAME(vector) sum = 0.5f * (p[1] + p[2]);
  to[0] = p[0] + sum, to[1] = 0.5f * (p[1] - p[2]), to[2] = sum - p[3];
}

static void NAME(transform_sums)(
    const float *sums, ptrdiff_t apart, ptrdiff_t rows, float *weights) {
  for (ptrdiff_t row = 0; row < rows; row++, sums += CONV_PANEL_LANES)
    for (ptrdiff_t lane = 0; lane < CONV_PANEL_LANES; lane += LANES) {
      NAME(vector) half[3][4], to[3];
      UNROLL for (int n = 0; n < 4; n++) {
        NAME(vector) column[4];
        UNROLL for (int m = 0; m < 4; m++)
          column[m] = NAME(load)(sums + (m * 4 + n) * apart + lane);
        NAME(weight_line)(column, to);
        UNROLL for (int m = 0; m < 3; m++) half[m][n] = to[m];
      }
      UNROLL for (int m = 0; m < 3; m++) {
        NAME(weight_line)(half[m], to);
        UNROLL for (int n = 0; n < 3; n++)
          NAME(store)(weights + (row * 9 + m * 3 + n) * CONV_PANEL_LANES + lane, to[n]);
      }
    }
}
