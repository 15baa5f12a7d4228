#ifndef CONV_PLANES_H
#define CONV_PLANES_H

#include <stddef.h>

/* Layers of few channels a group, computed where their planes lie: nothing is copied or transposed.

   A plane is one channel, row after row. Places around the input read zero: rows from `zeros`, which
   holds as many zeros as the longest row has elements, columns by masked loads. */

/* The relation r = stride · i + dilation · m − before of both axes. */
typedef struct {
  ptrdiff_t input_rows, input_columns;
  ptrdiff_t output_rows, output_columns;
  ptrdiff_t kernel_rows, kernel_columns;
  ptrdiff_t row_stride, column_stride; /* column_stride is 1 or 2 */
  ptrdiff_t row_dilation, column_dilation;
  ptrdiff_t rows_before, columns_before; /* may be negative */
} conv_planes;

/* The most planes that one call sums side by side. */
enum { conv_planes_block = 4 };

/* Output rows [first, end) of one plane from one plane: a depthwise layer, a one-channel image. */
void conv_plane_forward(
  const conv_planes *layer, const float *input, const float *kernel, const float *zeros,
  float *output, ptrdiff_t first, ptrdiff_t end);

/* Output rows [first, end) of `outputs` planes (at most conv_planes_block) from `inputs` planes.
   The kernel is packed [kernel column][input][kernel row][output]. */
void conv_group_forward(
  const conv_planes *layer, const float *input, ptrdiff_t inputs, const float *kernel,
  const float *zeros, float *output, ptrdiff_t outputs, ptrdiff_t first, ptrdiff_t end);

/* Input gradient rows [first, end) of `inputs` planes (at most conv_planes_block) from the output
   gradients of `outputs` planes; column strides 1 and 2. `zeros` is as long as an output row.
   The kernel is packed [output][kernel row][kernel column][input]. */
void conv_group_input_gradient(
  const conv_planes *layer, const float *output_gradient, ptrdiff_t outputs, const float *kernel,
  const float *zeros, float *input_gradient, ptrdiff_t inputs, ptrdiff_t first, ptrdiff_t end);

/* Adds to the kernel gradient what the output rows [first, end) contribute: one input plane with
   `outputs` planes (at most conv_planes_block). `sums` is [output][kernel row][kernel column]. */
void conv_group_kernel_gradient(
  const conv_planes *layer, const float *input, const float *output_gradient, ptrdiff_t outputs,
  const float *zeros, float *sums, ptrdiff_t first, ptrdiff_t end);

/* The floats of the widest vector of the processor that the kernels use. */
int conv_planes_lanes(void);

#endif
