#include "conv_dense.h"

#include "CConvKernels.h"

#define SUFFIX _baseline
#define LANES 4
#define ROWS 6
#if defined(__aarch64__)
#define VECTORS 4
#else
#define VECTORS 2
#endif
#include "dense_level.h"
static const ptrdiff_t baseline_width = LANES * VECTORS;
#undef SUFFIX
#undef LANES
#undef ROWS
#undef VECTORS

#if defined(__x86_64__)
#pragma clang attribute push(__attribute__((target("avx2,fma"))), apply_to = function)
#define SUFFIX _avx2
#define LANES 8
#define ROWS 6
#define VECTORS 2
#include "dense_level.h"
#undef SUFFIX
#undef LANES
#undef ROWS
#undef VECTORS
#pragma clang attribute pop

/* One vector a row lets the weight be an operand in memory; two would need a register for it. */
#pragma clang attribute push(                                                              \
    __attribute__((target("avx512f,avx512vl,avx2,fma"))), apply_to = function)
#define SUFFIX _avx512
#define LANES 16
#define ROWS 16
#define VECTORS 1
#define MASKED
#include "dense_level.h"
#undef MASKED
#pragma clang attribute pop

#define AT_LEVEL(level, call)                                                              \
  switch (level) {                                                                         \
  case CONV_LEVEL_AVX512: CONV_JOIN(call, _avx512) ARGUMENTS; break;                       \
  case CONV_LEVEL_AVX2: CONV_JOIN(call, _avx2) ARGUMENTS; break;                           \
  default: CONV_JOIN(call, _baseline) ARGUMENTS;                                           \
  }
#else
#define AT_LEVEL(level, call) (void)level; CONV_JOIN(call, _baseline) ARGUMENTS;
#endif

ptrdiff_t conv_panel_rows(int level) { return level == CONV_LEVEL_AVX512 ? 16 : 6; }

ptrdiff_t conv_panel_width(int level) {
  return level == CONV_LEVEL_BASELINE ? baseline_width : 16;
}

void conv_panel_sums(int level, const conv_panels *panels) {
#define ARGUMENTS (panels)
  AT_LEVEL(level, panel_sums)
#undef ARGUMENTS
}

void conv_surround(
    int level, const conv_surroundings *shape, const float *from, float *to, ptrdiff_t planes) {
#define ARGUMENTS (shape, from, to, planes)
  AT_LEVEL(level, surround)
#undef ARGUMENTS
}

void conv_interleave(
    int level, ptrdiff_t step, const float *const *part, float *to, ptrdiff_t count) {
#define ARGUMENTS (step, part, to, count)
  AT_LEVEL(level, interleave)
#undef ARGUMENTS
}

void conv_winograd_transform(
    int level, const conv_winograd *winograd, ptrdiff_t from, ptrdiff_t to) {
#define ARGUMENTS (winograd, from, to)
  AT_LEVEL(level, winograd_transform)
#undef ARGUMENTS
}

void conv_winograd_sums(int level, const conv_winograd *winograd, ptrdiff_t from, ptrdiff_t to) {
#define ARGUMENTS (winograd, from, to)
  AT_LEVEL(level, winograd_sums)
#undef ARGUMENTS
}
