/* The kernels of planes.c for one instruction set; see there and conv_planes.h. */

#define VECTOR NAME(vector)
#define MASK NAME(mask)

static int NAME(lane_count)(void) { return LANES; }

/* `count` columns of a tile; the last tile of a row narrower than a vector is cut. */
static INLINE void NAME(put)(float *to, VECTOR value, ptrdiff_t count) {
  if (count >= LANES) {
    NAME(store)(to, value);
  } else {
    memcpy(to, &value, (size_t)count * sizeof(float));
  }
}

static INLINE const float *NAME(row)(
  const conv_planes *layer, const float *plane, const float *zeros, ptrdiff_t row) {
  return row >= 0 && row < layer->input_rows ? plane + row * layer->input_columns : zeros;
}

/* How many vectors the next tile of a row takes, and where it starts: tiles of up to `most`
   vectors share the row evenly, the last one moves back to end with the row. */
static INLINE ptrdiff_t NAME(tile)(
  ptrdiff_t columns, ptrdiff_t done, ptrdiff_t most, ptrdiff_t *vectors) {
  ptrdiff_t left = (columns - done + LANES - 1) / LANES;
  ptrdiff_t tiles = (left + most - 1) / most;
  *vectors = (left + tiles - 1) / tiles;
  ptrdiff_t end = done + *vectors * LANES;
  if (end <= columns) return done;
  ptrdiff_t start = columns - *vectors * LANES;
  return start > 0 ? start : 0;
}

/* One plane, stride 1 or 2, contiguous weights: R output rows share the input rows. */
static INLINE void NAME(plane_tile)(
  const conv_planes *layer, const float *const *rows, const float *kernel, float *output,
  ptrdiff_t column, ptrdiff_t count, const int R, const int V, const int KH, const int KW,
  const int masked) {
  VECTOR sums[R][V];
  for (int r = 0; r < R; r++)
    for (int v = 0; v < V; v++) sums[r][v] = (VECTOR){0};
  const ptrdiff_t start = column - layer->columns_before;
#pragma clang loop unroll(full)
  for (int n = 0; n < KW; n++) {
    MASK masks[V];
    if (masked)
      for (int v = 0; v < V; v++) {
        ptrdiff_t at = start + n + v * LANES;
        masks[v] = NAME(lanes)(-at, layer->input_columns - at);
      }
#pragma clang loop unroll(full)
    for (int line = 0; line < R + KH - 1; line++)
      for (int v = 0; v < V; v++) {
        const float *from = rows[line] + start + n + v * LANES;
        VECTOR x = masked ? NAME(load_some)(from, masks[v]) : NAME(load)(from);
#pragma clang loop unroll(full)
        for (int r = 0; r < R; r++)
          if (line - r >= 0 && line - r < KH) sums[r][v] += kernel[(line - r) * KW + n] * x;
      }
  }
  for (int r = 0; r < R; r++)
    for (int v = 0; v < V; v++)
      NAME(put)(output + r * layer->output_columns + v * LANES, sums[r][v], count - v * LANES);
}

/* The same at stride 2: two loads give the columns of two weights. */
static INLINE void NAME(plane_tile_2)(
  const conv_planes *layer, const float *const *rows, const float *kernel, float *output,
  ptrdiff_t column, ptrdiff_t count, const int R, const int V, const int KH, const int KW,
  const int masked) {
  VECTOR sums[R][V];
  for (int r = 0; r < R; r++)
    for (int v = 0; v < V; v++) sums[r][v] = (VECTOR){0};
  const ptrdiff_t start = 2 * column - layer->columns_before;
#pragma clang loop unroll(full)
  for (int n = 0; n < KW; n += 2) {
    MASK masks[2 * V];
    if (masked)
      for (int v = 0; v < 2 * V; v++) {
        ptrdiff_t at = start + n + v * LANES;
        masks[v] = NAME(lanes)(-at, layer->input_columns - at);
      }
#pragma clang loop unroll(full)
    for (int line = 0; line < 2 * (R - 1) + KH; line++)
      for (int v = 0; v < V; v++) {
        const float *from = rows[line] + start + n + 2 * v * LANES;
        VECTOR a = masked ? NAME(load_some)(from, masks[2 * v]) : NAME(load)(from);
        VECTOR b = masked ? NAME(load_some)(from + LANES, masks[2 * v + 1])
                          : NAME(load)(from + LANES);
        VECTOR even = NAME(even)(a, b), odd = NAME(odd)(a, b);
#pragma clang loop unroll(full)
        for (int r = 0; r < R; r++) {
          int m = line - 2 * r;
          if (m < 0 || m >= KH) continue;
          sums[r][v] += kernel[m * KW + n] * even;
          if (n + 1 < KW) sums[r][v] += kernel[m * KW + n + 1] * odd;
        }
      }
  }
  for (int r = 0; r < R; r++)
    for (int v = 0; v < V; v++)
      NAME(put)(output + r * layer->output_columns + v * LANES, sums[r][v], count - v * LANES);
}

static INLINE void NAME(plane_rows)(
  const conv_planes *layer, const float *input, const float *kernel, const float *zeros,
  float *output, ptrdiff_t row, const int R, const int V, const int KH, const int KW,
  const int stride) {
  const float *rows[stride * (R - 1) + KH];
  for (int line = 0; line < stride * (R - 1) + KH; line++)
    rows[line] = NAME(row)(layer, input, zeros, stride * row - layer->rows_before + line);
  const ptrdiff_t columns = layer->output_columns, before = layer->columns_before;
  for (ptrdiff_t done = 0, vectors; done < columns; done += vectors * LANES) {
    ptrdiff_t column = NAME(tile)(columns, done, V, &vectors);
    float *to = output + row * columns + column;
    ptrdiff_t first = stride * column - before;
    /* Stride 2 loads one element more than it needs. */
    ptrdiff_t last = first + KW - 1 + stride * vectors * LANES;
    int masked = first < 0 || last > layer->input_columns;
    ptrdiff_t count = columns - column;
#define TILE(V, masked)                                                                           \
  if (stride == 1)                                                                                \
    NAME(plane_tile)(layer, rows, kernel, to, column, count, R, V, KH, KW, masked);               \
  else                                                                                            \
    NAME(plane_tile_2)(layer, rows, kernel, to, column, count, R, V, KH, KW, masked)
    if (vectors == V && V > 1) {
      if (masked) { TILE(V, 1); } else { TILE(V, 0); }
    } else {
      if (masked) { TILE(1, 1); } else { TILE(1, 0); }
    }
#undef TILE
  }
}

static INLINE void NAME(plane_all)(
  const conv_planes *layer, const float *input, const float *kernel, const float *zeros,
  float *output, ptrdiff_t first, ptrdiff_t end, const int R, const int V, const int KH,
  const int KW, const int stride) {
  ptrdiff_t row = first;
  if (end - first >= R)
    for (; row < end; row += R)
      NAME(plane_rows)(
        layer, input, kernel, zeros, output, row + R <= end ? row : end - R, R, V, KH, KW, stride);
  for (; row < end; row++)
    NAME(plane_rows)(layer, input, kernel, zeros, output, row, 1, V, KH, KW, stride);
}

/* Few channels into few: B outputs by V vectors of one row. */
static INLINE void NAME(group_tile)(
  const conv_planes *layer, const float *input, ptrdiff_t inputs, const float *kernel,
  const float *zeros, float *output, ptrdiff_t row, ptrdiff_t column, const int B, const int V,
  const int stride, const int masked) {
  VECTOR sums[B][V];
  for (int b = 0; b < B; b++)
    for (int v = 0; v < V; v++) sums[b][v] = (VECTOR){0};
  const ptrdiff_t top = row * layer->row_stride - layer->rows_before;
  const ptrdiff_t plane = layer->input_rows * layer->input_columns;
  for (ptrdiff_t n = 0; n < layer->kernel_columns; n++) {
    const ptrdiff_t at = stride * column - layer->columns_before + n * layer->column_dilation;
    MASK masks[V * stride];
    if (masked)
      for (int v = 0; v < V * stride; v++)
        masks[v] = NAME(lanes)(-(at + v * LANES), layer->input_columns - (at + v * LANES));
    for (ptrdiff_t c = 0; c < inputs; c++)
      for (ptrdiff_t m = 0; m < layer->kernel_rows; m++) {
        const float *from =
          NAME(row)(layer, input + c * plane, zeros, top + m * layer->row_dilation) + at;
        VECTOR x[V];
        for (int v = 0; v < V; v++) {
          VECTOR half[stride];
          for (int h = 0; h < stride; h++)
            half[h] = masked ? NAME(load_some)(from + (v * stride + h) * LANES, masks[v * stride + h])
                             : NAME(load)(from + (v * stride + h) * LANES);
          x[v] = stride == 1 ? half[0] : NAME(even)(half[0], half[stride - 1]);
        }
        for (int b = 0; b < B; b++)
          for (int v = 0; v < V; v++) sums[b][v] += kernel[b] * x[v];
        kernel += B;
      }
  }
  const ptrdiff_t size = layer->output_rows * layer->output_columns;
  const ptrdiff_t columns = layer->output_columns;
  for (int b = 0; b < B; b++)
    for (int v = 0; v < V; v++)
      NAME(put)(
        output + b * size + row * columns + column + v * LANES, sums[b][v],
        columns - column - v * LANES);
}

static INLINE void NAME(group_rows)(
  const conv_planes *layer, const float *input, ptrdiff_t inputs, const float *kernel,
  const float *zeros, float *output, ptrdiff_t first, ptrdiff_t end, const int B,
  const int stride) {
  const ptrdiff_t columns = layer->output_columns, before = layer->columns_before;
  const ptrdiff_t reach = (layer->kernel_columns - 1) * layer->column_dilation;
  for (ptrdiff_t row = first; row < end; row++)
    for (ptrdiff_t done = 0, vectors; done < columns; done += vectors * LANES) {
      ptrdiff_t column = NAME(tile)(columns, done, 3, &vectors);
      ptrdiff_t start = stride * column - before;
      int masked = start < 0 || start + reach + stride * vectors * LANES > layer->input_columns;
#define TILE(V)                                                                                   \
  if (masked)                                                                                     \
    NAME(group_tile)(                                                                             \
      layer, input, inputs, kernel, zeros, output, row, column, B, V, stride, 1);                 \
  else                                                                                            \
    NAME(group_tile)(layer, input, inputs, kernel, zeros, output, row, column, B, V, stride, 0)
      if (vectors == 1) { TILE(1); } else if (vectors == 2) { TILE(2); } else { TILE(3); }
#undef TILE
    }
}

static void NAME(plane_forward)(
  const conv_planes *layer, const float *input, const float *kernel, const float *zeros,
  float *output, ptrdiff_t first, ptrdiff_t end) {
  const ptrdiff_t size = layer->kernel_rows == layer->kernel_columns ? layer->kernel_rows : 0;
  const ptrdiff_t stride = layer->row_stride == layer->column_stride ? layer->row_stride : 0;
  const int contiguous = layer->row_dilation == 1 && layer->column_dilation == 1;
#define CASE(SIZE, STRIDE, ROWS, VECTORS)                                                         \
  if (contiguous && size == SIZE && stride == STRIDE) {                                           \
    NAME(plane_all)(                                                                              \
      layer, input, kernel, zeros, output, first, end, ROWS, VECTORS, SIZE, SIZE, STRIDE);        \
    return;                                                                                       \
  }
  CASE(3, 1, 4, 2)
  CASE(3, 2, 4, 1)
  CASE(5, 1, 4, 2)
  CASE(7, 1, 4, 2)
#undef CASE
  /* Transposed into [kernel column][kernel row], as the kernel of a group stands. */
  float packed[layer->kernel_rows * layer->kernel_columns];
  for (ptrdiff_t m = 0; m < layer->kernel_rows; m++)
    for (ptrdiff_t n = 0; n < layer->kernel_columns; n++)
      packed[n * layer->kernel_rows + m] = kernel[m * layer->kernel_columns + n];
  if (layer->column_stride == 1)
    NAME(group_rows)(layer, input, 1, packed, zeros, output, first, end, 1, 1);
  else
    NAME(group_rows)(layer, input, 1, packed, zeros, output, first, end, 1, 2);
}

static void NAME(group_forward)(
  const conv_planes *layer, const float *input, ptrdiff_t inputs, const float *kernel,
  const float *zeros, float *output, ptrdiff_t outputs, ptrdiff_t first, ptrdiff_t end) {
#define CASE(B, STRIDE)                                                                           \
  if (outputs == B && layer->column_stride == STRIDE) {                                           \
    NAME(group_rows)(layer, input, inputs, kernel, zeros, output, first, end, B, STRIDE);         \
    return;                                                                                       \
  }
  CASE(4, 1)
  CASE(3, 1)
  CASE(2, 1)
  CASE(1, 1)
  CASE(4, 2)
  CASE(3, 2)
  CASE(2, 2)
  CASE(1, 2)
#undef CASE
}

#undef VECTOR
#undef MASK
