/* The gradients of planes_level.h. */

/* MARK: Onto the input, stride 2: even and odd columns side by side */

/* The weights of one row that meet even columns and those that meet odd ones: which they are, and
   how far their outputs are from half the column. */
typedef struct {
  ptrdiff_t count[2], weight[2][CONV_PLANES_WEIGHTS], at[2][CONV_PLANES_WEIGHTS];
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

/* The rows of δ that meet a row, and the rows of weights that they meet it by. */
typedef struct {
  ptrdiff_t count, weight[CONV_PLANES_WEIGHTS], line[CONV_PLANES_WEIGHTS];
} NAME(meetings);

INLINE NAME(meetings) NAME(meetings_of)(const conv_planes *layer, ptrdiff_t row) {
  NAME(meetings) meetings = {0, {0}, {0}};
  for (ptrdiff_t m = 0; m < layer->kernel_rows; m++) {
    ptrdiff_t place = row + layer->rows_before - layer->row_dilation * m;
    if (place < 0 || place % layer->row_stride) continue;
    if (place / layer->row_stride >= layer->output_rows) continue;
    meetings.weight[meetings.count] = m;
    meetings.line[meetings.count++] = place / layer->row_stride;
  }
  return meetings;
}

/* EVEN and ODD are how many weights of a row meet even and odd columns; 0 where it is not known. */
INLINE void NAME(gradient_tile)(
    const conv_planes *layer, const NAME(phases) *phases, const NAME(meetings) *meetings,
    const float *output_gradient, ptrdiff_t outputs, const float *kernel, float *input_gradient,
    ptrdiff_t row, ptrdiff_t column, const int B, const int EVEN, const int ODD,
    const int masked) {
  VECTOR sums[2][B];
  MASK masks[2][CONV_PLANES_WEIGHTS];
  const ptrdiff_t plane = layer->output_rows * layer->output_columns;
  UNROLL for (int phase = 0; phase < 2; phase++) {
    for (int b = 0; b < B; b++) sums[phase][b] = (VECTOR){0};
    if (masked)
      for (ptrdiff_t k = 0; k < phases->count[phase]; k++) {
        ptrdiff_t at = column / 2 + phases->at[phase][k];
        masks[phase][k] = NAME(lanes)(-at, layer->output_columns - at);
      }
  }
  for (ptrdiff_t line = 0; line < meetings->count; line++) {
    const float *from =
        output_gradient + meetings->line[line] * layer->output_columns + column / 2;
    const float *weights = kernel + meetings->weight[line] * layer->kernel_columns * B;
    for (ptrdiff_t o = 0; o < outputs; o++) {
      UNROLL for (int phase = 0; phase < 2; phase++) {
        const ptrdiff_t count = EVEN == 0 ? phases->count[phase] : phase ? ODD : EVEN;
        for (ptrdiff_t k = 0; k < count; k++) {
          const float *place = from + phases->at[phase][k];
          VECTOR x = masked ? NAME(load_some)(place, masks[phase][k]) : NAME(load)(place);
          const float *w = weights + phases->weight[phase][k] * B;
          for (int b = 0; b < B; b++) sums[phase][b] += w[b] * x;
        }
      }
      from += plane;
      weights += layer->kernel_rows * layer->kernel_columns * B;
    }
  }
  const ptrdiff_t columns = layer->input_columns, size = layer->input_rows * columns;
  for (int b = 0; b < B; b++) {
    float *to = input_gradient + b * size + row * columns + column;
    NAME(store_part)(to, NAME(zip_first)(sums[0][b], sums[1][b]), columns - column);
    if (column + LANES < columns)
      NAME(store_part)(
          to + LANES, NAME(zip_second)(sums[0][b], sums[1][b]), columns - column - LANES);
  }
}

INLINE void NAME(gradient_rows)(
    const conv_planes *layer, const float *output_gradient, ptrdiff_t outputs,
    const float *kernel, float *input_gradient, ptrdiff_t first, ptrdiff_t end, const int B,
    const int EVEN, const int ODD) {
  const NAME(phases) phases = NAME(phases_of)(layer);
  ptrdiff_t low = 0, high = 0;
  for (int phase = 0; phase < 2; phase++)
    for (ptrdiff_t k = 0; k < phases.count[phase]; k++) {
      if (phases.at[phase][k] < low) low = phases.at[phase][k];
      if (phases.at[phase][k] > high) high = phases.at[phase][k];
    }
  const NAME(paired) paired =
      B == 1 ? NAME(paired_of)(layer, outputs, first, end) : (NAME(paired)){end, end};
  if (B == 1 && paired.first < end)
    NAME(pairs)(
        layer, output_gradient, kernel, input_gradient, paired.first,
        (paired.end - paired.first) / 2);
  for (ptrdiff_t row = first; row < end; row++) {
    if (row == paired.first && (row = paired.end) >= end) break;
    const NAME(meetings) meetings = NAME(meetings_of)(layer, row);
    for (ptrdiff_t column = 0; column < layer->input_columns; column += 2 * LANES) {
      const int masked =
          column / 2 + low < 0 || column / 2 + high + LANES > layer->output_columns;
#define TILE(masked)                                                                        \
  NAME(gradient_tile)(                                                                      \
      layer, &phases, &meetings, output_gradient, outputs, kernel, input_gradient, row,     \
      column, B, EVEN, ODD, masked)
      if (masked) { TILE(1); } else { TILE(0); }
#undef TILE
    }
  }
}

static void NAME(input_gradient)(
    const conv_planes *layer, const float *output_gradient, ptrdiff_t outputs,
    const float *kernel, float *input_gradient, ptrdiff_t inputs, ptrdiff_t first,
    ptrdiff_t end) {
  const NAME(phases) phases = NAME(phases_of)(layer);
  const int is_odd = phases.count[0] == 1 && phases.count[1] == 2;
  const int is_even = phases.count[0] == 2 && phases.count[1] == 1;
#define CASE(B, EVEN, ODD, condition)                                                       \
  if (inputs == B && (condition)) {                                                         \
    NAME(gradient_rows)(                                                                    \
        layer, output_gradient, outputs, kernel, input_gradient, first, end, B, EVEN, ODD); \
    return;                                                                                 \
  }
  CASE(1, 1, 2, is_odd) CASE(1, 2, 1, is_even) CASE(4, 1, 2, is_odd) CASE(4, 2, 1, is_even)
  CASE(1, 0, 0, 1) CASE(2, 0, 0, 1) CASE(3, 0, 0, 1) CASE(4, 0, 0, 1)
#undef CASE
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
  if (B == 1 && stride == 2 && NAME(is_strided)(layer)) {
    NAME(strided_weights)(layer, input, output_gradient, zeros, sums, first, end);
    return;
  }
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
