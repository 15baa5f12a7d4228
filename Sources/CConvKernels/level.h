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

/* a0 b0 a1 b1 ...: the first half of it, and the second. */
#if LANES == 4
#define ZIP_FIRST 0, 4, 1, 5
#define ZIP_SECOND 2, 6, 3, 7
#elif LANES == 8
#define ZIP_FIRST 0, 8, 1, 9, 2, 10, 3, 11
#define ZIP_SECOND 4, 12, 5, 13, 6, 14, 7, 15
#else
#define ZIP_FIRST 0, 16, 1, 17, 2, 18, 3, 19, 4, 20, 5, 21, 6, 22, 7, 23
#define ZIP_SECOND 8, 24, 9, 25, 10, 26, 11, 27, 12, 28, 13, 29, 14, 30, 15, 31
#endif
INLINE NAME(vector) NAME(zip_first)(NAME(vector) a, NAME(vector) b) {
  return __builtin_shufflevector(a, b, ZIP_FIRST);
}
INLINE NAME(vector) NAME(zip_second)(NAME(vector) a, NAME(vector) b) {
  return __builtin_shufflevector(a, b, ZIP_SECOND);
}
#undef ZIP_FIRST
#undef ZIP_SECOND
