/* The gradients of planes_level.h for 3x3 weights at stride 2 between one plane and one. */

/* MARK: Onto the input */

/* A tile of two rows at a time, of one plane from one through 3x3 weights at odd paddings: an even row
   meets one row of δ, the odd one below meets it and the next, which is that of the next two rows. */
INLINE void NAME(pairs_tile)(
    const conv_planes *layer, const float *line, const float *w, float *to, ptrdiff_t column,
    ptrdiff_t count, const MASK *masks, const int masked) {
  const ptrdiff_t columns = layer->input_columns;
  VECTOR d[2], next[2];
  UNROLL for (int h = 0; h < 2; h++)
    d[h] = masked ? NAME(load_some)(line + h, masks[h]) : NAME(load)(line + h);
  for (ptrdiff_t pair = 0; pair < count; pair++, to += 2 * columns) {
    line += layer->output_columns;
    UNROLL for (int h = 0; h < 2; h++)
      next[h] = masked ? NAME(load_some)(line + h, masks[h]) : NAME(load)(line + h);
    VECTOR sums[2][2] = {{{0}, {0}}, {{0}, {0}}};
    sums[0][0] += w[4] * d[0];
    sums[0][1] += w[3] * d[1];
    sums[0][1] += w[5] * d[0];
    sums[1][0] += w[1] * next[0];
    sums[1][0] += w[7] * d[0];
    sums[1][1] += w[0] * next[1];
    sums[1][1] += w[2] * next[0];
    sums[1][1] += w[6] * d[1];
    sums[1][1] += w[8] * d[0];
    UNROLL for (int r = 0; r < 2; r++) {
      float *place = to + r * columns;
      NAME(store_part)(place, NAME(zip_first)(sums[r][0], sums[r][1]), columns - column);
      if (column + LANES < columns)
        NAME(store_part)(
            place + LANES, NAME(zip_second)(sums[r][0], sums[r][1]), columns - column - LANES);
    }
    UNROLL for (int h = 0; h < 2; h++) d[h] = next[h];
  }
}

/* `count` pairs of rows from an even row on, all of whose rows of δ are there. */
INLINE void NAME(pairs)(
    const conv_planes *layer, const float *output_gradient, const float *kernel,
    float *input_gradient, ptrdiff_t row, ptrdiff_t count) {
  const ptrdiff_t width = layer->output_columns;
  const float *line = output_gradient + (row + layer->rows_before - 1) / 2 * width;
  for (ptrdiff_t column = 0; column < layer->input_columns; column += 2 * LANES) {
    const ptrdiff_t at = (column + layer->columns_before - 1) / 2;
    const MASK masks[2] = {
        NAME(lanes)(-at, width - at), NAME(lanes)(-at - 1, width - at - 1)};
    float *to = input_gradient + row * layer->input_columns + column;
    if (at >= 0 && at + 1 + LANES <= width)
      NAME(pairs_tile)(layer, line + at, kernel, to, column, count, masks, 0);
    else
      NAME(pairs_tile)(layer, line + at, kernel, to, column, count, masks, 1);
  }
}

/* The rows of one plane from one that `pairs` computes: from first on before end, both even. */
typedef struct { ptrdiff_t first, end; } NAME(paired);

INLINE NAME(paired) NAME(paired_of)(
    const conv_planes *layer, ptrdiff_t outputs, ptrdiff_t first, ptrdiff_t end) {
  const int are_odd = layer->rows_before > 0 && layer->rows_before % 2
                      && layer->columns_before > 0 && layer->columns_before % 2;
  if (outputs != 1 || layer->kernel_rows != 3 || layer->kernel_columns != 3
      || layer->row_stride != 2 || layer->row_dilation != 1 || layer->column_dilation != 1
      || !are_odd)
    return (NAME(paired)){end, end};
  const ptrdiff_t last = 2 * (layer->output_rows - 1) - layer->rows_before + 1;
  const ptrdiff_t from = first + first % 2, to = (end < last ? end : last) / 2 * 2;
  return from < to ? (NAME(paired)){from, to} : (NAME(paired)){end, end};
}

/* MARK: Onto the kernel */

/* The sum of all lanes: halves are added until one is left. */
INLINE float NAME(total)(VECTOR x) {
#if LANES == 16
  x += __builtin_shufflevector(x, x, 8, 9, 10, 11, 12, 13, 14, 15, 8, 9, 10, 11, 12, 13, 14, 15);
  x += __builtin_shufflevector(x, x, 4, 5, 6, 7, 4, 5, 6, 7, 4, 5, 6, 7, 4, 5, 6, 7);
#elif LANES == 8
  x += __builtin_shufflevector(x, x, 4, 5, 6, 7, 4, 5, 6, 7);
#endif
  return (x[0] + x[2]) + (x[1] + x[3]);
}

INLINE int NAME(is_strided)(const conv_planes *layer) {
  return layer->kernel_rows == 3 && layer->kernel_columns == 3 && layer->row_stride == 2
         && layer->row_dilation == 1 && layer->column_dilation == 1;
}

/* What the three weights of a row read. Masked, the first has masks of its own, 3 and 4: the lane after
   its last belongs to the third weight and would meet a zero of δ, as an infinity perhaps. */
INLINE void NAME(columns_read)(
    VECTOR *x, const float *from, const MASK *masks, const int masked) {
  VECTOR part[3];
  UNROLL for (int h = 0; h < 3; h++)
    part[h] = masked  ? NAME(load_some)(from + h * LANES, masks[h])
              : h < 2 ? NAME(load)(from + h * LANES)
                      : from[h * LANES] - (VECTOR){0};
  VECTOR even = NAME(even)(part[0], part[1]);
  x[0] = masked ? NAME(even)(NAME(load_some)(from, masks[3]),
                             NAME(load_some)(from + LANES, masks[4]))
                : even;
  x[1] = NAME(odd)(part[0], part[1]);
  x[2] = NAME(next)(even, part[2]);
}

/* All nine sums over a tile of columns: the third row that one row of δ meets is the first of the next. */
INLINE void NAME(strided_tile)(
    const conv_planes *layer, const float *input, const float *output_gradient,
    const float *zeros, VECTOR *sums, ptrdiff_t start, const MASK *gradients,
    const MASK *masks, ptrdiff_t first, ptrdiff_t end, const int masked) {
  VECTOR x[3];
  ptrdiff_t place = 2 * first - layer->rows_before;
  NAME(columns_read)(
      x, NAME(line_at)(layer, input, zeros, place).start + start, masks, masked);
  for (ptrdiff_t row = first; row < end; row++) {
    const float *line = output_gradient + row * layer->output_columns;
    VECTOR d = masked ? NAME(load_some)(line, *gradients) : NAME(load)(line);
    UNROLL for (int n = 0; n < 3; n++) sums[n] += d * x[n];
    UNROLL for (int m = 1; m < 3; m++) {
      const float *from = NAME(line_at)(layer, input, zeros, ++place).start;
      NAME(columns_read)(x, from + start, masks, masked);
      UNROLL for (int n = 0; n < 3; n++) sums[m * 3 + n] += d * x[n];
    }
  }
}

INLINE void NAME(strided_weights)(
    const conv_planes *layer, const float *input, const float *output_gradient,
    const float *zeros, float *sums, ptrdiff_t first, ptrdiff_t end) {
  VECTOR part[9];
  UNROLL for (int k = 0; k < 9; k++) part[k] = (VECTOR){0};
  const ptrdiff_t columns = layer->output_columns;
  for (ptrdiff_t column = 0; column < columns; column += LANES) {
    const ptrdiff_t count = columns - column < LANES ? columns - column : LANES;
    const ptrdiff_t start = 2 * column - layer->columns_before;
    /* Only what a real δ meets is read. */
    MASK gradients = NAME(lanes)(0, count), masks[5];
    for (int k = 0; k < 5; k++) {
      const ptrdiff_t from = start + k % 3 * LANES;
      ptrdiff_t last = start + 2 * (count - 1) + (k < 3 ? 3 : 1);
      if (last > layer->input_columns) last = layer->input_columns;
      masks[k] = NAME(lanes)(-from, last - from);
    }
    const int masked =
        count < LANES || start < 0 || start + 3 * LANES > layer->input_columns;
#define TILE(masked)                                                                        \
  NAME(strided_tile)(                                                                       \
      layer, input, output_gradient + column, zeros, part, start, &gradients, masks, first, \
      end, masked)
    if (masked) { TILE(1); } else { TILE(0); }
#undef TILE
  }
  UNROLL for (int k = 0; k < 9; k++) sums[k] += NAME(total)(part[k]);
}
