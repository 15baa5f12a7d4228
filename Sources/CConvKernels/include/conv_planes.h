#ifndef CONV_PLANES_H
#define CONV_PLANES_H

#include <stddef.h>

/* Layers of few channels a group, computed where their planes lie: nothing is copied.

   A plane is one channel, row after row. Places around the input read zero: rows from `zeros`, as many
   as the input has columns, columns by loads of some lanes only. */

/* The relation r = stride * i + dilation * m - before of both axes. */
typedef struct {
  ptrdiff_t input_rows, input_columns;
  ptrdiff_t output_rows, output_columns;
  ptrdiff_t kernel_rows, kernel_columns;
  ptrdiff_t row_stride, column_stride;
  ptrdiff_t row_dilation, column_dilation;
  ptrdiff_t rows_before, columns_before; /* may be negative */
} conv_planes;

/* The most output planes that one call sums side by side, the column strides that there are, and the
   most rows and columns of weights of an input gradient. */
enum { CONV_PLANES_BLOCK = 4, CONV_PLANES_STRIDE = 2, CONV_PLANES_WEIGHTS = 16 };

/* Rows first <= i < end of `outputs` planes from `inputs` planes.
   The kernel is packed [input][kernel column][kernel row][output]. */
void conv_planes_forward(
    int level, const conv_planes *layer, const float *input, ptrdiff_t inputs,
    const float *kernel, const float *zeros, float *output, ptrdiff_t outputs,
    ptrdiff_t first, ptrdiff_t end);

/* Rows first <= r < end of the gradients of `inputs` planes (at most CONV_PLANES_BLOCK) from those of
   `outputs` planes, at a column stride of 2. The kernel is packed [output][kernel row][kernel column][input]. */
void conv_planes_input_gradient(
    int level, const conv_planes *layer, const float *output_gradient, ptrdiff_t outputs,
    const float *kernel, float *input_gradient, ptrdiff_t inputs, ptrdiff_t first,
    ptrdiff_t end);

/* Adds what the output rows first <= i < end contribute to the weights between one input plane and
   `outputs` planes (at most CONV_PLANES_BLOCK). The sums are [kernel row][kernel column][output]. */
void conv_planes_kernel_gradient(
    int level, const conv_planes *layer, const float *input, const float *output_gradient,
    ptrdiff_t outputs, const float *zeros, float *sums, ptrdiff_t first, ptrdiff_t end);

#endif
