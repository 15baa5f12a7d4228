/* The kernels of planes.c at one level. */
#include "level.h"

#define VECTOR NAME(vector)
#define ROLLED _Pragma("clang loop unroll(disable)")

/* MARK: Some lanes of a vector */

#if LANES == 16
typedef __mmask16 NAME(mask);
INLINE NAME(mask) NAME(lanes)(ptrdiff_t first, ptrdiff_t end) {
  first = first < 0 ? 0 : first > 16 ? 16 : first;
  end = end < 0 ? 0 : end > 16 ? 16 : end;
  return (NAME(mask))(((1u << end) - 1) & ~((1u << first) - 1));
}
INLINE VECTOR NAME(load_some)(const float *from, NAME(mask) mask) {
  return (VECTOR)_mm512_maskz_loadu_ps(mask, from);
}
#elif LANES == 8
typedef int NAME(mask) __attribute__((vector_size(32)));
INLINE NAME(mask) NAME(lanes)(ptrdiff_t first, ptrdiff_t end) {
  const NAME(mask) lane = {0, 1, 2, 3, 4, 5, 6, 7};
  int from = first < 0 ? 0 : first > 8 ? 8 : (int)first;
  int to = end < 0 ? 0 : end > 8 ? 8 : (int)end;
  return (lane >= from) & (lane < to);
}
INLINE VECTOR NAME(load_some)(const float *from, NAME(mask) mask) {
  return (VECTOR)_mm256_maskload_ps(from, (__m256i)mask);
}
#else
typedef struct { ptrdiff_t first, end; } NAME(mask);
INLINE NAME(mask) NAME(lanes)(ptrdiff_t first, ptrdiff_t end) {
  return (NAME(mask)){first, end};
}
INLINE VECTOR NAME(load_some)(const float *from, NAME(mask) mask) {
  return NAME(load_part)(from, mask.first, mask.end);
}
#endif
#define MASK NAME(mask)

/* All but the first of a, then the first of b. */
INLINE VECTOR NAME(next)(VECTOR a, VECTOR b) {
#if LANES == 16
  return __builtin_shufflevector(a, b, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16);
#elif LANES == 8
  return __builtin_shufflevector(a, b, 1, 2, 3, 4, 5, 6, 7, 8);
#else
  return __builtin_shufflevector(a, b, 1, 2, 3, 4);
#endif
}

/* MARK: Forward, 3x3, 5x5 and 7x7: R output rows share the input rows */

/* Input rows of the first plane; a row of zeros is the same in every plane. */
typedef struct {
  const float *start;
  ptrdiff_t plane;
} NAME(line);

INLINE NAME(line) NAME(line_at)(
    const conv_planes *layer, const float *input, const float *zeros, ptrdiff_t row) {
  if (row < 0 || row >= layer->input_rows) return (NAME(line)){zeros, 0};
  return (NAME(line)){
      input + row * layer->input_columns, layer->input_rows * layer->input_columns};
}

/* Where a tile's columns start in the input, and which of its loads' lanes lie inside. */
typedef struct {
  ptrdiff_t start;
  const MASK *masks;
} NAME(columns);

INLINE void NAME(tile)(
    const NAME(line) *lines, NAME(columns) at, ptrdiff_t inputs, const float *kernel,
    float *output, ptrdiff_t width, ptrdiff_t plane, ptrdiff_t count, const int B, const int R,
    const int V, const int K, const int masked) {
  VECTOR sums[B][R][V];
  UNROLL for (int b = 0; b < B; b++)
    UNROLL for (int r = 0; r < R; r++)
      UNROLL for (int v = 0; v < V; v++) sums[b][r][v] = (VECTOR){0};
  for (ptrdiff_t c = 0; c < inputs; c++) {
    const float *from[R + K - 1];
    UNROLL for (int line = 0; line < R + K - 1; line++)
      from[line] = lines[line].start + c * lines[line].plane + at.start;
    ROLLED for (int n = 0; n < K; n++, kernel += K * B)
      UNROLL for (int line = 0; line < R + K - 1; line++)
        UNROLL for (int v = 0; v < V; v++) {
          const float *place = from[line] + n + v * LANES;
          VECTOR x = masked ? NAME(load_some)(place, at.masks[n * V + v]) : NAME(load)(place);
          UNROLL for (int r = 0; r < R; r++)
            if (line - r >= 0 && line - r < K)
              UNROLL for (int b = 0; b < B; b++)
                sums[b][r][v] += kernel[(line - r) * B + b] * x;
        }
  }
  UNROLL for (int b = 0; b < B; b++)
    UNROLL for (int r = 0; r < R; r++)
      UNROLL for (int v = 0; v < V; v++)
        NAME(store_part)(
            output + b * plane + r * width + v * LANES, sums[b][r][v], count - v * LANES);
}

/* The same for 3x3 at stride 2: two loads give the columns of two weights, and the third's are those
   of the first one column on. */
INLINE void NAME(tile_2)(
    const NAME(line) *lines, NAME(columns) at, ptrdiff_t inputs, const float *kernel,
    float *output, ptrdiff_t width, ptrdiff_t plane, ptrdiff_t count, const int B, const int R,
    const int masked) {
  VECTOR sums[B][R];
  UNROLL for (int b = 0; b < B; b++)
    UNROLL for (int r = 0; r < R; r++) sums[b][r] = (VECTOR){0};
  for (ptrdiff_t c = 0; c < inputs; c++, kernel += 9 * B)
    UNROLL for (int line = 0; line < 2 * R + 1; line++) {
      VECTOR part[3];
      const float *from = lines[line].start + c * lines[line].plane + at.start;
      UNROLL for (int h = 0; h < 3; h++) {
        if (masked) part[h] = NAME(load_some)(from + h * LANES, at.masks[h]);
        /* Only the first lane of the third is used. */
        else part[h] = h < 2 ? NAME(load)(from + h * LANES) : from[h * LANES] - (VECTOR){0};
      }
      VECTOR even = NAME(even)(part[0], part[1]);
      VECTOR x[3] = {even, NAME(odd)(part[0], part[1]), NAME(next)(even, part[2])};
      UNROLL for (int r = 0; r < R; r++) {
        int m = line - 2 * r;
        if (m >= 0 && m < 3)
          UNROLL for (int n = 0; n < 3; n++)
            UNROLL for (int b = 0; b < B; b++) sums[b][r] += kernel[(n * 3 + m) * B + b] * x[n];
      }
    }
  UNROLL for (int b = 0; b < B; b++)
    UNROLL for (int r = 0; r < R; r++)
      NAME(store_part)(output + b * plane + r * width, sums[b][r], count);
}

/* At most BAND rows, one tile of columns after the other: its masks serve all rows. */
INLINE void NAME(band)(
    const conv_planes *layer, const float *input, ptrdiff_t inputs, const float *kernel,
    const float *zeros, float *output, ptrdiff_t first, ptrdiff_t end, const int B, const int R,
    const int V, const int K, const int stride) {
  NAME(line) lines[stride * (BAND - 1) + K];
  for (ptrdiff_t line = 0; line < stride * (end - first - 1) + K; line++)
    lines[line] = NAME(line_at)(layer, input, zeros, stride * first - layer->rows_before + line);
  const ptrdiff_t width = layer->output_columns, plane = layer->output_rows * width;
  const int loads = stride == 1 ? K : 3;
  for (ptrdiff_t done = 0; done < width; done += V * LANES) {
    /* The last tile moves back to end with the row. */
    ptrdiff_t column = done + V * LANES <= width || width < V * LANES ? done : width - V * LANES;
    MASK masks[loads * V];
    NAME(columns) at = {stride * column - layer->columns_before, masks};
    ptrdiff_t reach = stride == 1 ? K - 1 + V * LANES : 3 * LANES;
    const int masked = at.start < 0 || at.start + reach > layer->input_columns;
    for (int n = 0; n < loads * V; n++) {
      ptrdiff_t from = at.start + (stride == 1 ? n / V + n % V * LANES : n * LANES);
      masks[n] = NAME(lanes)(-from, layer->input_columns - from);
    }
    for (ptrdiff_t row = first; row < end; row += R) {
      ptrdiff_t top = row + R <= end ? row : end - R;
      float *to = output + top * width + column;
      const NAME(line) *from = lines + stride * (top - first);
#define TILE(masked)                                                                        \
  if (stride == 1)                                                                          \
    NAME(tile)(                                                                             \
        from, at, inputs, kernel, to, width, plane, width - column, B, R, V, K, masked);    \
  else                                                                                      \
    NAME(tile_2)(from, at, inputs, kernel, to, width, plane, width - column, B, R, masked)
      if (masked) { TILE(1); } else { TILE(0); }
#undef TILE
    }
  }
}

/* Rows in bands, tiles of R rows where there are as many. */
INLINE void NAME(square)(
    const conv_planes *layer, const float *input, ptrdiff_t inputs, const float *kernel,
    const float *zeros, float *output, ptrdiff_t first, ptrdiff_t end, const int B, const int R,
    const int K, const int stride) {
  /* Long rows stay in the cache when few of them are read at once. */
  const int is_long = B == 1 && stride == 1 && layer->output_columns > 512 && end - first >= 4;
  const ptrdiff_t most = is_long ? 4 : BAND;
  for (ptrdiff_t row = first, next; row < end; row = next) {
    next = row + most < end ? row + most : end;
#define BAND_OF(start, R, V)                                                                \
  NAME(band)(layer, input, inputs, kernel, zeros, output, start, next, B, R, V, K, stride)
    if (is_long) BAND_OF(next - 4, 4, 2);
    else if (next - row >= R) BAND_OF(row, R, 1);
    else if (R > 3 && next - row >= 3) BAND_OF(row, 3, 1);
    else BAND_OF(row, 1, 1);
#undef BAND_OF
  }
}

/* MARK: Forward, any kernel: one row */

INLINE void NAME(row_tile)(
    const conv_planes *layer, const float *input, ptrdiff_t inputs, const float *kernel,
    const float *zeros, float *output, ptrdiff_t row, ptrdiff_t column, const int B, const int V,
    const int stride, const int masked) {
  VECTOR sums[B][V];
  for (int b = 0; b < B; b++)
    for (int v = 0; v < V; v++) sums[b][v] = (VECTOR){0};
  const ptrdiff_t top = row * layer->row_stride - layer->rows_before;
  const ptrdiff_t height = layer->kernel_rows, width = layer->kernel_columns;
  for (ptrdiff_t n = 0; n < width; n++) {
    const ptrdiff_t at = stride * column - layer->columns_before + n * layer->column_dilation;
    MASK masks[V * stride];
    if (masked)
      for (int v = 0; v < V * stride; v++)
        masks[v] = NAME(lanes)(-(at + v * LANES), layer->input_columns - (at + v * LANES));
    for (ptrdiff_t c = 0; c < inputs; c++)
      for (ptrdiff_t m = 0; m < height; m++) {
        NAME(line) line = NAME(line_at)(layer, input, zeros, top + m * layer->row_dilation);
        const float *from = line.start + c * line.plane + at;
        const float *w = kernel + ((c * width + n) * height + m) * B;
        for (int v = 0; v < V; v++) {
          VECTOR x[stride];
          for (int h = 0; h < stride; h++) {
            const float *part = from + (v * stride + h) * LANES;
            x[h] = masked ? NAME(load_some)(part, masks[v * stride + h]) : NAME(load)(part);
          }
          if (stride == 2) x[0] = NAME(even)(x[0], x[stride - 1]);
          for (int b = 0; b < B; b++) sums[b][v] += w[b] * x[0];
        }
      }
  }
  const ptrdiff_t columns = layer->output_columns, plane = layer->output_rows * columns;
  for (int b = 0; b < B; b++)
    for (int v = 0; v < V; v++)
      if (column + v * LANES < columns)
        NAME(store_part)(
            output + b * plane + row * columns + column + v * LANES, sums[b][v],
            columns - column - v * LANES);
}

INLINE void NAME(rows)(
    const conv_planes *layer, const float *input, ptrdiff_t inputs, const float *kernel,
    const float *zeros, float *output, ptrdiff_t first, ptrdiff_t end, const int B,
    const int stride) {
  const ptrdiff_t columns = layer->output_columns;
  const ptrdiff_t reach = (layer->kernel_columns - 1) * layer->column_dilation;
  for (ptrdiff_t row = first; row < end; row++)
    for (ptrdiff_t column = 0; column < columns; column += 2 * LANES) {
      ptrdiff_t start = stride * column - layer->columns_before;
      int masked = start < 0 || start + reach + stride * 2 * LANES > layer->input_columns;
#define TILE(V, masked)                                                                     \
  NAME(row_tile)(                                                                           \
      layer, input, inputs, kernel, zeros, output, row, column, B, V, stride, masked)
      if (!masked) TILE(2, 0);
      else if (column + LANES < columns) TILE(2, 1);
      else TILE(1, 1);
#undef TILE
    }
}

#if LANES == 16
#define ROWS_OF_4 4
#else
#define ROWS_OF_4 2
#endif

static void NAME(forward)(
    const conv_planes *layer, const float *input, ptrdiff_t inputs, const float *kernel,
    const float *zeros, float *output, ptrdiff_t outputs, ptrdiff_t first, ptrdiff_t end) {
  const int is_plain = layer->row_dilation == 1 && layer->column_dilation == 1
                       && layer->row_stride == layer->column_stride
                       && layer->kernel_rows == layer->kernel_columns;
  const ptrdiff_t size = is_plain ? layer->kernel_rows : 0;
#define SQUARE(INPUTS, B, R, K, STRIDE)                                                     \
  if (outputs == B && size == K && layer->column_stride == STRIDE                           \
      && (INPUTS == inputs)) {                                                              \
    NAME(square)(                                                                           \
        layer, input, INPUTS, kernel, zeros, output, first, end, B, R, K, STRIDE);          \
    return;                                                                                 \
  }
  /* A single input as a constant spares the loop over them. */
  SQUARE(1, 1, 8, 3, 1)
  SQUARE(1, 1, 7, 3, 2)
  SQUARE(1, 1, 6, 5, 1)
  SQUARE(1, 1, 4, 7, 1)
  SQUARE(inputs, 2, 4, 3, 1)
  SQUARE(inputs, 4, ROWS_OF_4, 3, 1)
  SQUARE(inputs, 4, ROWS_OF_4, 3, 2)
#undef SQUARE
#define ANY(B, STRIDE)                                                                      \
  if (outputs == B && layer->column_stride == STRIDE) {                                     \
    NAME(rows)(layer, input, inputs, kernel, zeros, output, first, end, B, STRIDE);         \
    return;                                                                                 \
  }
  ANY(4, 1) ANY(3, 1) ANY(2, 1) ANY(1, 1)
  ANY(4, 2) ANY(3, 2) ANY(2, 2) ANY(1, 2)
#undef ANY
}
#undef ROWS_OF_4

#include "planes_strided.h"
#include "planes_gradients.h"

#undef VECTOR
#undef MASK
#undef ROLLED
