#include "CConvKernels.h"

#define LEVEL_SOURCE "winograd_kernel_level.h"
#include "every_level.h"

#if defined(__x86_64__)
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
