#include "CConvKernels.h"

#define SUFFIX _baseline
#define LANES 4
#include "winograd_kernel_level.h"
#undef SUFFIX
#undef LANES

#if defined(__x86_64__)
#pragma clang attribute push(__attribute__((target("avx2,fma"))), apply_to = function)
#define SUFFIX _avx2
#define LANES 8
#include "winograd_kernel_level.h"
#undef SUFFIX
#undef LANES
#pragma clang attribute pop

#pragma clang attribute push(                                                              \
    __attribute__((target("avx512f,avx512vl,avx2,fma"))), apply_to = function)
#define SUFFIX _avx512
#define LANES 16
#define MASKED
#include "winograd_kernel_level.h"
#undef MASKED
#pragma clang attribute pop

#define AT_LEVEL(level, call, ...)                                                         \
  switch (level) {                                                                         \
  case CONV_LEVEL_AVX512: call##_avx512(__VA_ARGS__); break;                               \
  case CONV_LEVEL_AVX2: call##_avx2(__VA_ARGS__); break;                                   \
  default: call##_baseline(__VA_ARGS__);                                                   \
  }
#else
#define AT_LEVEL(level, call, ...) (void)level; call##_baseline(__VA_ARGS__);
#endif

void conv_transform_inputs(int level, conv_tiles tiles) {
  AT_LEVEL(level, transform_inputs, tiles)
}

void conv_transform_gradients(int level, conv_tiles tiles) {
  AT_LEVEL(level, transform_gradients, tiles)
}

void conv_transform_sums(
    int level, const float *sums, ptrdiff_t apart, ptrdiff_t rows, float *weights) {
  AT_LEVEL(level, transform_sums, sums, apart, rows, weights)
}
