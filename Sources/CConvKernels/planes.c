#include "CConvKernels.h"
#include "conv_planes.h"

/* Rows whose addresses are found at once. */
#define BAND 64

#define LEVEL_SOURCE "planes_level.h"
#include "every_level.h"

#if defined(__x86_64__)
/* Vectors of 8 fill better with narrow rows. */
#define AT_LEVEL(level, columns, call, arguments)                                          \
  switch ((level) == CONV_LEVEL_AVX512 && (columns) <= 8 ? CONV_LEVEL_AVX2 : (level)) {    \
  case CONV_LEVEL_AVX512: call##_avx512 arguments; break;                                  \
  case CONV_LEVEL_AVX2: call##_avx2 arguments; break;                                      \
  default: call##_baseline arguments;                                                      \
  }
#else
#define AT_LEVEL(level, columns, call, arguments) (void)level; call##_baseline arguments;
#endif

void conv_planes_forward(
    int level, const conv_planes *layer, const float *input, ptrdiff_t inputs,
    const float *kernel, const float *zeros, float *output, ptrdiff_t outputs,
    ptrdiff_t first, ptrdiff_t end) {
  AT_LEVEL(
      level, layer->output_columns, forward,
      (layer, input, inputs, kernel, zeros, output, outputs, first, end))
}

void conv_planes_input_gradient(
    int level, const conv_planes *layer, const float *output_gradient, ptrdiff_t outputs,
    const float *kernel, float *input_gradient, ptrdiff_t inputs, ptrdiff_t first,
    ptrdiff_t end) {
  AT_LEVEL(
      level, layer->output_columns, input_gradient,
      (layer, output_gradient, outputs, kernel, input_gradient, inputs, first, end))
}

void conv_planes_kernel_gradient(
    int level, const conv_planes *layer, const float *input, const float *output_gradient,
    ptrdiff_t outputs, const float *zeros, float *sums, ptrdiff_t first, ptrdiff_t end) {
  AT_LEVEL(
      level, layer->output_columns, kernel_gradient,
      (layer, input, output_gradient, outputs, zeros, sums, first, end))
}
