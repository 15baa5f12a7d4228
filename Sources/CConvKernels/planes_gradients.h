/* The gradients of planes_level.h. */

/* MARK: Onto the input, stride 2: even and odd columns side by side */

/* The weights of one row that meet even columns and those that meet odd ones: which they are, and
   how far their outputs are from half the column. */
typedef struct {
  ptrdiff_t count[2], weight[2][CONV_PLANES_COLUMNS], at[2][CONV_PLANES_COLUMNS];
} NAME(phases);

INLINE NAME(phases) NAME(phases_of)(const conv_planes *layer) {
  NAME(phases) phases = {{0, 0}, {{0}}, {{0}}};
  for (ptrdiff_t n = 0; n < layer->kernel_columns; n++) {
    ptrdiff_t distance = layer->column_dilation * n - layer->columns_before;
    const ptrdiff_t phase = distance & 1, k = phases.count[phase]++;
    phases.weight[phase][k] = n;
    phases.at[phase][k] = (phase - distance) / 2;
  }
  return phases;
}

INLINE void NAME(gradient_tile)(
    const conv_planes *layer, const NAME(phases) *phases, const float *output_gradient,
    ptrdiff_t outputs, const float *kernel, const float *zeros, float *input_gradient,
    ptrdiff_t row, ptrdiff_t column, const int B, const int masked) {
  VECTOR sums[2][B];
  const ptrdiff_t height = layer->kernel_rows, width = layer->kernel_columns;
  const ptrdiff_t lines = layer->output_rows, places = layer->output_columns;
  UNROLL for (int phase = 0; phase < 2; phase++) {
    MASK masks[CONV_PLANES_COLUMNS];
    const ptrdiff_t count = phases->count[phase];
    for (int b = 0; b < B; b++) sums[phase][b] = (VECTOR){0};
    if (masked)
      for (ptrdiff_t k = 0; k < count; k++) {
        ptrdiff_t at = column / 2 + phases->at[phase][k];
        masks[k] = NAME(lanes)(-at, places - at);
      }
    for (ptrdiff_t m = 0; m < height; m++) {
      ptrdiff_t line = row + layer->rows_before - layer->row_dilation * m;
      if (layer->row_stride == 2) {
        if (line & 1) continue;
        line = line >= 0 ? line / 2 : -1;
      } else if (layer->row_stride != 1) {
        if (line % layer->row_stride) continue;
        line /= layer->row_stride;
      }
      const int inside = line >= 0 && line < lines;
      for (ptrdiff_t o = 0; o < outputs; o++) {
        const float *from = inside ? output_gradient + (o * lines + line) * places : zeros;
        const float *weights = kernel + (o * height + m) * width * B;
        from += column / 2;
        for (ptrdiff_t k = 0; k < count; k++) {
          const float *place = from + phases->at[phase][k];
          VECTOR x = masked ? NAME(load_some)(place, masks[k]) : NAME(load)(place);
          const float *w = weights + phases->weight[phase][k] * B;
          for (int b = 0; b < B; b++) sums[phase][b] += w[b] * x;
        }
      }
    }
  }
  const ptrdiff_t columns = layer->input_columns, plane = layer->input_rows * columns;
  for (int b = 0; b < B; b++) {
    float *to = input_gradient + b * plane + row * columns + column;
    NAME(store_part)(to, NAME(zip_first)(sums[0][b], sums[1][b]), columns - column);
    if (column + LANES < columns)
      NAME(store_part)(
          to + LANES, NAME(zip_second)(sums[0][b], sums[1][b]), columns - column - LANES);
  }
}

static void NAME(input_gradient)(
    const conv_planes *layer, const float *output_gradient, ptrdiff_t outputs,
    const float *kernel, const float *zeros, float *input_gradient, ptrdiff_t inputs,
    ptrdiff_t first, ptrdiff_t end) {
  const NAME(phases) phases = NAME(phases_of)(layer);
  ptrdiff_t low = 0, high = 0;
  for (int phase = 0; phase < 2; phase++)
    for (ptrdiff_t k = 0; k < phases.count[phase]; k++) {
      if (phases.at[phase][k] < low) low = phases.at[phase][k];
      if (phases.at[phase][k] > high) high = phases.at[phase][k];
    }
  for (ptrdiff_t row = first; row < end; row++)
    for (ptrdiff_t column = 0; column < layer->input_columns; column += 2 * LANES) {
      const int masked =
          column / 2 + low < 0 || column / 2 + high + LANES > layer->output_columns;
#define TILE(B)                                                                             \
  case B:                                                                                   \
    if (masked)                                                                             \
      NAME(gradient_tile)(                                                                  \
          layer, &phases, output_gradient, outputs, kernel, zeros, input_gradient, row,     \
          column, B, 1);                                                                    \
    else                                                                                    \
      NAME(gradient_tile)(                                                                  \
          layer, &phases, output_gradient, outputs, kernel, zeros, input_gradient, row,     \
          column, B, 0);                                                                    \
    break;
      switch (inputs) { TILE(1) TILE(2) TILE(3) TILE(4) }
#undef TILE
    }
}

/* MARK: Onto the kernel */

/* The lanes of a tile of columns: of δ, and of what N neighbouring weights read at one stride. */
typedef struct {
  ptrdiff_t column, start, step;
  const MASK *gradients, *inputs;
} NAME(tile_columns);

/* The products of a tile of an input row, at N neighbouring kernel columns, with B rows of δ. */
INLINE void NAME(add_tile)(
    VECTOR *sums, const float *from, const float *const *gradients,
    const NAME(tile_columns) *at, const int B, const int N, const int stride, const int masked) {
  VECTOR x[N];
  UNROLL for (int n = 0; n < N; n++) {
    const float *place = from + at->start + n * at->step;
    VECTOR part[2];
    UNROLL for (int h = 0; h < stride; h++)
      part[h] = masked ? NAME(load_some)(place + h * LANES, at->inputs[n * stride + h])
                       : NAME(load)(place + h * LANES);
    x[n] = stride == 1 ? part[0] : NAME(even)(part[0], part[stride - 1]);
  }
  UNROLL for (int b = 0; b < B; b++) {
    const float *line = gradients[b] + at->column;
    VECTOR d = masked ? NAME(load_some)(line, *at->gradients) : NAME(load)(line);
    UNROLL for (int n = 0; n < N; n++) sums[b * N + n] += d * x[n];
  }
}

INLINE float NAME(total)(VECTOR x) {
  float sum = 0;
  for (int lane = 0; lane < LANES; lane++) sum += x[lane];
  return sum;
}

/* N columns of a row of weights for B planes of δ; or, shared, of B rows of weights for one plane at
   row stride and dilation 1, where an input row meets B rows of δ. */
INLINE void NAME(rows_of_weights)(
    const conv_planes *layer, const float *input, const float *output_gradient,
    const float *zeros, VECTOR *part, const NAME(tile_columns) *at, ptrdiff_t m, ptrdiff_t first,
    ptrdiff_t end, const int B, const int N, const int stride, const int shared,
    const int masked) {
  const ptrdiff_t columns = layer->output_columns, plane = layer->output_rows * columns;
  for (ptrdiff_t row = first; row < (shared ? end + B - 1 : end); row++) {
    const float *gradients[B];
    ptrdiff_t place = row * layer->row_stride + m * layer->row_dilation - layer->rows_before;
    const float *from = NAME(line_at)(layer, input, zeros, place).start;
    if (shared && (row < first + B - 1 || row >= end)) {
      /* Near the first and the last row not all rows of δ are there. */
      UNROLL for (int b = 0; b < B; b++) {
        gradients[0] = output_gradient + (row - b) * columns;
        if (row - b >= first && row - b < end)
          NAME(add_tile)(part + b * N, from, gradients, at, 1, N, stride, masked);
      }
      continue;
    }
    UNROLL for (int b = 0; b < B; b++)
      gradients[b] = output_gradient + (shared ? (row - b) * columns : b * plane + row * columns);
    NAME(add_tile)(part, from, gradients, at, B, N, stride, masked);
  }
}

INLINE void NAME(weights)(
    const conv_planes *layer, const float *input, const float *output_gradient,
    const float *zeros, float *sums, ptrdiff_t m, ptrdiff_t n, ptrdiff_t first, ptrdiff_t end,
    const int B, const int N, const int stride, const int shared) {
  VECTOR part[B * N];
  UNROLL for (int k = 0; k < B * N; k++) part[k] = (VECTOR){0};
  const ptrdiff_t columns = layer->output_columns, step = layer->column_dilation;
  for (ptrdiff_t column = 0; column < columns; column += LANES) {
    const ptrdiff_t count = columns - column < LANES ? columns - column : LANES;
    const ptrdiff_t start = stride * column + n * step - layer->columns_before;
    const int masked = count < LANES || start < 0
                       || start + (N - 1) * step + stride * LANES > layer->input_columns;
    MASK gradients = NAME(lanes)(0, count), inputs[N * stride];
    if (masked)
      for (int k = 0; k < N * stride; k++) {
        const ptrdiff_t from = start + k / stride * step, half = from + k % stride * LANES;
        /* Only what a real δ meets is read: beyond it, an infinity would meet a zero. */
        ptrdiff_t end = from + stride * (count - 1) + 1;
        if (end > layer->input_columns) end = layer->input_columns;
        inputs[k] = NAME(lanes)(-half, end - half);
      }
    const NAME(tile_columns) at = {column, start, step, &gradients, inputs};
#define ROWS(masked)                                                                        \
  NAME(rows_of_weights)(                                                                    \
      layer, input, output_gradient, zeros, part, &at, m, first, end, B, N, stride, shared, masked)
    if (masked) { ROWS(1); } else { ROWS(0); }
#undef ROWS
  }
  UNROLL for (int b = 0; b < B; b++)
    UNROLL for (int k = 0; k < N; k++) {
      ptrdiff_t weight = (m + (shared ? b : 0)) * layer->kernel_columns + n + k;
      sums[shared ? weight : weight * B + b] += NAME(total)(part[b * N + k]);
    }
}

INLINE void NAME(all_weights)(
    const conv_planes *layer, const float *input, const float *output_gradient,
    const float *zeros, float *sums, ptrdiff_t first, ptrdiff_t end, const int B,
    const int stride) {
  const int is_shared = B == 1 && layer->row_stride == 1 && layer->row_dilation == 1;
  const ptrdiff_t height = layer->kernel_rows, width = layer->kernel_columns;
  for (ptrdiff_t n = 0; n < width;) {
    const ptrdiff_t left = width - n;
    ptrdiff_t m = 0;
#define SHARED(M, N)                                                                        \
  NAME(weights)(                                                                            \
      layer, input, output_gradient, zeros, sums, m, n, first, end, M, N, stride, 1)
#define ONE(N)                                                                              \
  NAME(weights)(layer, input, output_gradient, zeros, sums, m, n, first, end, B, N, stride, 0)
    if (is_shared)
      for (; m + 3 <= height; m += 3) {
        if (left >= 3) SHARED(3, 3);
        else if (left == 2) SHARED(3, 2);
        else SHARED(3, 1);
      }
    for (; m < height; m++) {
      if (left >= 3) ONE(3);
      else if (left == 2) ONE(2);
      else ONE(1);
    }
#undef SHARED
#undef ONE
    n += left < 3 ? left : 3;
  }
}

static void NAME(kernel_gradient)(
    const conv_planes *layer, const float *input, const float *output_gradient,
    ptrdiff_t outputs, const float *zeros, float *sums, ptrdiff_t first, ptrdiff_t end) {
#define CASE(B, STRIDE)                                                                     \
  if (outputs == B && layer->column_stride == STRIDE)                                       \
    NAME(all_weights)(layer, input, output_gradient, zeros, sums, first, end, B, STRIDE);
  CASE(1, 1) CASE(2, 1) CASE(3, 1) CASE(4, 1)
  CASE(1, 2) CASE(2, 2) CASE(3, 2) CASE(4, 2)
#undef CASE
}
