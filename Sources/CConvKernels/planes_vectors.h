/* Vectors of LANES floats and what is done with them. Included once for each instruction set. */

#ifndef INLINE
#define INLINE inline __attribute__((always_inline))
#endif

typedef float NAME(vector) __attribute__((vector_size(LANES * 4), may_alias));
typedef float NAME(unaligned) __attribute__((vector_size(LANES * 4), aligned(4), may_alias));
typedef int NAME(integers) __attribute__((vector_size(LANES * 4)));

static INLINE NAME(vector) NAME(load)(const float *from) { return *(const NAME(unaligned) *)from; }

static INLINE void NAME(store)(float *to, NAME(vector) value) {
  *(NAME(unaligned) *)to = value;
}

/* Of 2 · LANES neighbours, those at even places and those at odd ones. */
#if LANES == 16
#define EVEN 0, 2, 4, 6, 8, 10, 12, 14, 16, 18, 20, 22, 24, 26, 28, 30
#define ODD 1, 3, 5, 7, 9, 11, 13, 15, 17, 19, 21, 23, 25, 27, 29, 31
#define LOW 0, 16, 1, 17, 2, 18, 3, 19, 4, 20, 5, 21, 6, 22, 7, 23
#define HIGH 8, 24, 9, 25, 10, 26, 11, 27, 12, 28, 13, 29, 14, 30, 15, 31
#elif LANES == 8
#define EVEN 0, 2, 4, 6, 8, 10, 12, 14
#define ODD 1, 3, 5, 7, 9, 11, 13, 15
#define LOW 0, 8, 1, 9, 2, 10, 3, 11
#define HIGH 4, 12, 5, 13, 6, 14, 7, 15
#else
#define EVEN 0, 2, 4, 6
#define ODD 1, 3, 5, 7
#define LOW 0, 4, 1, 5
#define HIGH 2, 6, 3, 7
#endif
static INLINE NAME(vector) NAME(even)(NAME(vector) a, NAME(vector) b) {
  return __builtin_shufflevector(a, b, EVEN);
}
static INLINE NAME(vector) NAME(odd)(NAME(vector) a, NAME(vector) b) {
  return __builtin_shufflevector(a, b, ODD);
}
/* The first and the second half of a0 b0 a1 b1 … */
static INLINE NAME(vector) NAME(low)(NAME(vector) a, NAME(vector) b) {
  return __builtin_shufflevector(a, b, LOW);
}
static INLINE NAME(vector) NAME(high)(NAME(vector) a, NAME(vector) b) {
  return __builtin_shufflevector(a, b, HIGH);
}
#undef EVEN
#undef ODD
#undef LOW
#undef HIGH
