#include "conv_planes.h"

#include <string.h>

/* One source for every instruction set: the body is compiled once for each, the best that the
   processor has is chosen when a function is called. */

#if defined(__x86_64__)
#include <immintrin.h>

#pragma clang attribute push(__attribute__((target("avx512f,avx512vl,avx512dq,avx512bw,fma"))), \
                             apply_to = function)
#define LANES 16
#define NAME(function) function##_avx512
#include "planes_vectors.h"
typedef __mmask16 NAME(mask);
static INLINE NAME(mask) NAME(lanes)(ptrdiff_t first, ptrdiff_t end) {
  first = first < 0 ? 0 : first > 16 ? 16 : first;
  end = end < 0 ? 0 : end > 16 ? 16 : end;
  return (NAME(mask))(((1u << end) - 1) & ~((1u << first) - 1));
}
static INLINE NAME(vector) NAME(load_some)(const float *from, NAME(mask) mask) {
  return (NAME(vector))_mm512_maskz_loadu_ps(mask, from);
}
#include "planes_body.h"
#undef NAME
#undef LANES
#pragma clang attribute pop

#pragma clang attribute push(__attribute__((target("avx2,fma"))), apply_to = function)
#define LANES 8
#define NAME(function) function##_avx2
#include "planes_vectors.h"
typedef NAME(integers) NAME(mask);
static INLINE NAME(mask) NAME(lanes)(ptrdiff_t first, ptrdiff_t end) {
  const NAME(integers) lane = {0, 1, 2, 3, 4, 5, 6, 7};
  int from = first < 0 ? 0 : first > 8 ? 8 : (int)first;
  int to = end < 0 ? 0 : end > 8 ? 8 : (int)end;
  return (lane >= from) & (lane < to);
}
static INLINE NAME(vector) NAME(load_some)(const float *from, NAME(mask) mask) {
  return (NAME(vector))_mm256_maskload_ps(from, (__m256i)mask);
}
#include "planes_body.h"
#undef NAME
#undef LANES
#pragma clang attribute pop
#endif

#define LANES 4
#define NAME(function) function##_plain
#include "planes_vectors.h"
typedef struct {
  ptrdiff_t first, end;
} NAME(mask);
static INLINE NAME(mask) NAME(lanes)(ptrdiff_t first, ptrdiff_t end) {
  NAME(mask) mask = {first, end};
  return mask;
}
static INLINE NAME(vector) NAME(load_some)(const float *from, NAME(mask) mask) {
  NAME(vector) result = {0};
  for (int lane = 0; lane < 4; lane++)
    if (lane >= mask.first && lane < mask.end) result[lane] = from[lane];
  return result;
}
#include "planes_body.h"
#undef NAME
#undef LANES

#if defined(__x86_64__)
#define CHOSEN(function, ...)                                            \
  (__builtin_cpu_supports("avx512vl") && __builtin_cpu_supports("avx512dq") \
     ? function##_avx512(__VA_ARGS__)                                    \
   : __builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma") ? function##_avx2(__VA_ARGS__) \
                                   : function##_plain(__VA_ARGS__))
#else
#define CHOSEN(function, ...) function##_plain(__VA_ARGS__)
#endif

int conv_planes_lanes(void) { return CHOSEN(lane_count, ); }

void conv_plane_forward(
  const conv_planes *layer, const float *input, const float *kernel, const float *zeros,
  float *output, ptrdiff_t first, ptrdiff_t end) {
  CHOSEN(plane_forward, layer, input, kernel, zeros, output, first, end);
}

void conv_group_forward(
  const conv_planes *layer, const float *input, ptrdiff_t inputs, const float *kernel,
  const float *zeros, float *output, ptrdiff_t outputs, ptrdiff_t first, ptrdiff_t end) {
  CHOSEN(group_forward, layer, input, inputs, kernel, zeros, output, outputs, first, end);
}
