/* The vectors of one level: included by a source once for each level that it is compiled for, after
   SUFFIX, LANES and (AVX-512 only) MASKED are defined. Everything in it is of that level. */
#include <stddef.h>
#include <string.h>
#if defined(__x86_64__)
#include <immintrin.h>
#endif

#ifndef CONV_LEVEL_H
#define CONV_LEVEL_H
#define CONV_JOIN_(a, b) a##b
#define CONV_JOIN(a, b) CONV_JOIN_(a, b)
#define NAME(name) CONV_JOIN(name, SUFFIX)
/* Only ever inside of one source, where caller and callee have the same instructions. */
#define INLINE static inline __attribute__((always_inline))
#define UNROLL _Pragma("clang loop unroll(full)")
#endif

typedef float NAME(vector) __attribute__((vector_size(4 * LANES), aligned(4)));

INLINE NAME(vector) NAME(load)(const float *from) { return *(const NAME(vector) *)from; }

INLINE void NAME(store)(float *to, NAME(vector) x) { *(NAME(vector) *)to = x; }

/* Stores the first lanes only. */
INLINE void NAME(store_part)(float *to, NAME(vector) x, ptrdiff_t count) {
  if (count >= LANES) {
    NAME(store)(to, x);
    return;
  }
#ifdef MASKED
  _mm512_mask_storeu_ps(to, (__mmask16)((1u << count) - 1), (__m512)x);
#else
  float lanes[LANES];
  NAME(store)(lanes, x);
  for (ptrdiff_t i = 0; i < count; i++) to[i] = lanes[i];
#endif
}

/* Loads the lanes from first on before end, zeros into the others; reads nothing of them. */
INLINE NAME(vector) NAME(load_part)(const float *from, ptrdiff_t first, ptrdiff_t end) {
  if (first <= 0 && end >= LANES) return NAME(load)(from);
  if (first < 0) first = 0;
  if (end > LANES) end = LANES;
  if (first >= end) return (NAME(vector)){0};
#ifdef MASKED
  __mmask16 lanes = (__mmask16)((1u << end) - (1u << first));
  return (NAME(vector))_mm512_maskz_loadu_ps(lanes, from);
#else
  float lanes[LANES] = {0};
  for (ptrdiff_t i = first; i < end; i++) lanes[i] = from[i];
  return NAME(load)(lanes);
#endif
}

/* a0 b0 a1 b1 ...: the first half of it, and the second; and the two back, of halves. */
#if LANES == 4
#define EVEN 0, 2, 4, 6
#define ODD 1, 3, 5, 7
#define ZIP_FIRST 0, 4, 1, 5
#define ZIP_SECOND 2, 6, 3, 7
#elif LANES == 8
#define EVEN 0, 2, 4, 6, 8, 10, 12, 14
#define ODD 1, 3, 5, 7, 9, 11, 13, 15
#define ZIP_FIRST 0, 8, 1, 9, 2, 10, 3, 11
#define ZIP_SECOND 4, 12, 5, 13, 6, 14, 7, 15
#else
#define EVEN 0, 2, 4, 6, 8, 10, 12, 14, 16, 18, 20, 22, 24, 26, 28, 30
#define ODD 1, 3, 5, 7, 9, 11, 13, 15, 17, 19, 21, 23, 25, 27, 29, 31
#define ZIP_FIRST 0, 16, 1, 17, 2, 18, 3, 19, 4, 20, 5, 21, 6, 22, 7, 23
#define ZIP_SECOND 8, 24, 9, 25, 10, 26, 11, 27, 12, 28, 13, 29, 14, 30, 15, 31
#endif
INLINE NAME(vector) NAME(zip_first)(NAME(vector) a, NAME(vector) b) {
  return __builtin_shufflevector(a, b, ZIP_FIRST);
}
INLINE NAME(vector) NAME(zip_second)(NAME(vector) a, NAME(vector) b) {
  return __builtin_shufflevector(a, b, ZIP_SECOND);
}
INLINE NAME(vector) NAME(even)(NAME(vector) a, NAME(vector) b) {
  return __builtin_shufflevector(a, b, EVEN);
}
INLINE NAME(vector) NAME(odd)(NAME(vector) a, NAME(vector) b) {
  return __builtin_shufflevector(a, b, ODD);
}
#undef EVEN
#undef ODD
#undef ZIP_FIRST
#undef ZIP_SECOND
