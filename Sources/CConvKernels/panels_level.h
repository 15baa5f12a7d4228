/* Products of panels at one level; included by dense.c. */
#include "level.h"

/* Where line k of a panel of positions is: behind the last one; or at lines[k]; or, from one of its
   positions on, at lines[k] of what follows. */
typedef struct {
  const float *start, *second;
  const ptrdiff_t *lines;
  ptrdiff_t split;
} NAME(panel);

enum NAME(layout) { NAME(packed), NAME(whole), NAME(split_in_two) };

INLINE NAME(vector) NAME(line_of_panel)(
    const enum NAME(layout) layout, const NAME(panel) *b, ptrdiff_t k, int v) {
  if (layout == NAME(packed)) return NAME(load)(b->start + k * WIDTH + v * LANES);
#ifdef MASKED
  if (layout == NAME(split_in_two)) {
    __mmask16 first = (__mmask16)((1u << b->split) - 1);
    __m512 x = _mm512_maskz_loadu_ps(first, b->start + b->lines[k]);
    return (NAME(vector))_mm512_mask_loadu_ps(
        x, (__mmask16)~first, b->second + b->lines[k] - b->split);
  }
#endif
  return NAME(load)(b->start + b->lines[k] + v * LANES);
}

/* c[r][p] = (or +=) the sum over k of a[k][r] * b[k][p], each sum in the order of k, in registers. */
INLINE void NAME(tile)(
    const int rows, const enum NAME(layout) layout, ptrdiff_t depth, const float *a,
    const NAME(panel) *b, float *c, ptrdiff_t pitch, ptrdiff_t count, int accumulate) {
  NAME(vector) sum[rows][VECTORS];
  float part[WIDTH];
  UNROLL for (int r = 0; r < rows; r++) {
    const float *from = c + r * pitch;
    if (accumulate && count < WIDTH) {
      memset(part, 0, sizeof part);
      memcpy(part, from, sizeof(float) * (size_t)count);
      from = part;
    }
    UNROLL for (int v = 0; v < VECTORS; v++)
      sum[r][v] = accumulate ? NAME(load)(from + v * LANES) : (NAME(vector)){0};
  }
  const NAME(panel) panel = *b;
  for (ptrdiff_t k = 0; k < depth; k++, a += rows) {
    NAME(vector) x[VECTORS];
    UNROLL for (int v = 0; v < VECTORS; v++) x[v] = NAME(line_of_panel)(layout, &panel, k, v);
    UNROLL for (int r = 0; r < rows; r++)
      UNROLL for (int v = 0; v < VECTORS; v++) sum[r][v] += a[r] * x[v];
  }
  UNROLL for (int r = 0; r < rows; r++)
    UNROLL for (int v = 0; v < VECTORS; v++)
      if (count > v * LANES)
        NAME(store_part)(c + r * pitch + v * LANES, sum[r][v], count - v * LANES);
}

#define LAYOUT(rows, layout)                                                                    \
  static void NAME(CONV_JOIN(layout##_, rows))(                                                 \
      ptrdiff_t depth, const float *a, const NAME(panel) *b, float *c, ptrdiff_t pitch,         \
      ptrdiff_t count, int accumulate) {                                                        \
    NAME(tile)(rows, NAME(layout), depth, a, b, c, pitch, count, accumulate);                   \
  }
#ifdef MASKED
#define TILE(rows) LAYOUT(rows, packed) LAYOUT(rows, whole) LAYOUT(rows, split_in_two)
#else
#define TILE(rows) LAYOUT(rows, packed) LAYOUT(rows, whole)
#endif
TILE(1) TILE(2) TILE(3) TILE(4) TILE(5) TILE(6)
#if ROWS == LANES
TILE(7) TILE(8) TILE(9) TILE(10) TILE(11) TILE(12) TILE(13) TILE(14) TILE(15) TILE(16)

/* The same for few positions: a vector holds the rows of one position. The rows of a beyond the
   panel's are read, so a needs LANES more elements at its end. Lines of b are line elements apart. */
INLINE void NAME(column)(
    const int count, ptrdiff_t rows, ptrdiff_t depth, const float *a, const float *b,
    ptrdiff_t line, float *c, ptrdiff_t pitch, int accumulate) {
  NAME(vector) sum[count];
  UNROLL for (int p = 0; p < count; p++) {
    float part[LANES] = {0};
    if (accumulate)
      for (ptrdiff_t r = 0; r < rows; r++) part[r] = c[r * pitch + p];
    sum[p] = NAME(load)(part);
  }
  for (ptrdiff_t k = 0; k < depth; k++, a += rows, b += line) {
    NAME(vector) w = NAME(load)(a);
    UNROLL for (int p = 0; p < count; p++) sum[p] += w * b[p];
  }
  UNROLL for (int p = 0; p < count; p++) {
    float part[LANES];
    NAME(store)(part, sum[p]);
    for (ptrdiff_t r = 0; r < rows; r++) c[r * pitch + p] = part[r];
  }
}

#define COLUMN(count)                                                                           \
  static void NAME(column##count)(                                                              \
      ptrdiff_t rows, ptrdiff_t depth, const float *a, const float *b, ptrdiff_t line,          \
      float *c, ptrdiff_t pitch, int accumulate) {                                              \
    NAME(column)(count, rows, depth, a, b, line, c, pitch, accumulate);                         \
  }
COLUMN(1) COLUMN(2) COLUMN(3) COLUMN(4) COLUMN(5) COLUMN(6) COLUMN(7) COLUMN(8)
#undef COLUMN
#endif
#undef TILE
#undef LAYOUT

/* How far lines of a panel of so many positions are apart where they may be close. */
INLINE ptrdiff_t NAME(line)(ptrdiff_t count) { return count <= FEW ? count : WIDTH; }

#define LAYOUT(n, layout) case n: NAME(layout##_##n)(depth, a, b, c, pitch, count, accumulate); return;
#if ROWS == LANES
#define TILES(layout)                                                                           \
  LAYOUT(1, layout) LAYOUT(2, layout) LAYOUT(3, layout) LAYOUT(4, layout) LAYOUT(5, layout)     \
  LAYOUT(6, layout) LAYOUT(7, layout) LAYOUT(8, layout) LAYOUT(9, layout) LAYOUT(10, layout)    \
  LAYOUT(11, layout) LAYOUT(12, layout) LAYOUT(13, layout) LAYOUT(14, layout)                   \
  LAYOUT(15, layout) LAYOUT(16, layout)
#else
#define TILES(layout)                                                                           \
  LAYOUT(1, layout) LAYOUT(2, layout) LAYOUT(3, layout) LAYOUT(4, layout) LAYOUT(5, layout)     \
  LAYOUT(6, layout)
#endif

/* A packed panel of some positions, its lines line elements apart where they are FEW. */
static void NAME(product)(
    ptrdiff_t rows, ptrdiff_t depth, const float *a, const float *from, ptrdiff_t line, float *c,
    ptrdiff_t pitch, ptrdiff_t count, int accumulate) {
#if FEW > 0
#define COLUMN(n) case n: NAME(column##n)(rows, depth, a, from, line, c, pitch, accumulate); return;
  switch (count) {
    COLUMN(1) COLUMN(2) COLUMN(3) COLUMN(4) COLUMN(5) COLUMN(6) COLUMN(7) COLUMN(8)
  }
#undef COLUMN
#else
  (void)line;
#endif
  const NAME(panel) panel = {.start = from}, *b = &panel;
  switch (rows) { TILES(packed) }
}

/* A panel that is not packed: all its positions are there. */
static void NAME(product_in_place)(
    ptrdiff_t rows, ptrdiff_t depth, const float *a, const NAME(panel) *b, float *c,
    ptrdiff_t pitch, int accumulate) {
  const ptrdiff_t count = WIDTH;
#ifdef MASKED
  if (b->second) {
    switch (rows) { TILES(split_in_two) }
    return;
  }
#endif
  switch (rows) { TILES(whole) }
}
#undef LAYOUT
#undef TILES

/* Where a panel of some runs is read in place; its start is null where it has to be packed. */
INLINE NAME(panel) NAME(in_place)(const conv_panels *p, const conv_run *run, ptrdiff_t runs) {
  NAME(panel) panel = {.lines = p->lines + p->from};
  if (run->count == WIDTH) panel.start = p->source + run->from;
#ifdef MASKED
  if (runs == 2 && run[0].count + run[1].count == WIDTH) {
    panel.start = p->source + run[0].from;
    panel.second = p->source + run[1].from;
    panel.split = run[0].count;
  }
#endif
  (void)runs;
  return panel;
}

/* Packs a panel of some runs. Each is copied as a whole width, to be overwritten by the next run or
   by the next line. */
INLINE void NAME(pack_panel)(const conv_panels *p, const conv_run *run, ptrdiff_t runs, float *to) {
  const float *last = p->end - WIDTH;
  for (ptrdiff_t k = p->from; k < p->to; k++, to += WIDTH) {
    const float *source = p->source + p->lines[k];
    for (ptrdiff_t s = 0; s < runs; s++) {
      const float *from = source + run[s].from;
      float *place = to + run[s].to;
      if (from <= last) {
        UNROLL for (int v = 0; v < VECTORS; v++)
          NAME(store)(place + v * LANES, NAME(load)(from + v * LANES));
      } else {
        for (ptrdiff_t i = 0; i < run[s].count; i++) place[i] = from[i];
      }
    }
  }
}

static void NAME(panel_sums)(const conv_panels *p) {
  NAME(panel) panels[CONV_PANELS_LIMIT];
  ptrdiff_t depth = p->to - p->from, size = (depth + 1) * WIDTH;
  for (ptrdiff_t first = 0, end; first < p->runs; first = end) {
    ptrdiff_t run = p->run[first].panel, panel = run - p->first_panel;
    for (end = first; end < p->runs && p->run[end].panel == run;) end++;
    panels[panel] = NAME(in_place)(p, p->run + first, end - first);
    if (!panels[panel].start)
      NAME(pack_panel)(p, p->run + first, end - first, p->packed + panel * size);
  }
  for (ptrdiff_t row = p->row_from; row < p->row_to; row += ROWS) {
    ptrdiff_t rows = p->rows - row < ROWS ? p->rows - row : ROWS;
    const float *a = p->a + row * p->depth + p->from * rows;
    for (ptrdiff_t panel = 0; panel * WIDTH < p->count; panel++) {
      float *c = p->c + row * p->pitch + panel * WIDTH;
      ptrdiff_t left = p->count - panel * WIDTH, count = left < WIDTH ? left : WIDTH;
      if (panels[panel].start)
        NAME(product_in_place)(rows, depth, a, &panels[panel], c, p->pitch, p->from > 0);
      else
        NAME(product)(
            rows, depth, a, p->packed + panel * size, WIDTH, c, p->pitch, count, p->from > 0);
    }
  }
}

/* Writes the columns at, at + 1, ... of a line, each step-th one to a part of its own. */
INLINE void NAME(split)(
    const int step, const float *line, ptrdiff_t width, ptrdiff_t at, float *to, ptrdiff_t part) {
  for (ptrdiff_t i = 0; i < part; i += LANES, at += step * LANES) {
    NAME(vector) x[4];
    UNROLL for (int v = 0; v < step; v++) {
      ptrdiff_t column = at + v * LANES;
      x[v] = NAME(load_part)(line + column, -column, width - column);
    }
    if (step == 2) {
      NAME(vector) even = NAME(even)(x[0], x[1]), odd = NAME(odd)(x[0], x[1]);
      x[0] = even, x[1] = odd;
    }
    if (step == 4) {
      NAME(vector) even[2] = {NAME(even)(x[0], x[1]), NAME(even)(x[2], x[3])};
      NAME(vector) odd[2] = {NAME(odd)(x[0], x[1]), NAME(odd)(x[2], x[3])};
      x[0] = NAME(even)(even[0], even[1]), x[2] = NAME(odd)(even[0], even[1]);
      x[1] = NAME(even)(odd[0], odd[1]), x[3] = NAME(odd)(odd[0], odd[1]);
    }
    UNROLL for (int v = 0; v < step; v++) NAME(store_part)(to + v * part + i, x[v], part - i);
  }
}

/* The same for any step. */
static void NAME(split_slowly)(
    ptrdiff_t step, const float *line, ptrdiff_t width, ptrdiff_t at, float *to, ptrdiff_t part) {
  for (ptrdiff_t n = 0; n < step; n++)
    for (ptrdiff_t i = 0; i < part; i++) {
      ptrdiff_t column = at + i * step + n;
      to[n * part + i] = column < 0 || column >= width ? 0 : line[column];
    }
}

static void NAME(surround)(
    const conv_surroundings *s, const float *from, float *to, ptrdiff_t planes) {
  ptrdiff_t part = s->pitch / s->step;
  for (ptrdiff_t plane = 0; plane < planes; plane++, from += s->height * s->width) {
    for (ptrdiff_t n = 0; n < s->lines; n++, to += s->pitch) {
      ptrdiff_t line = s->line_from + n;
      const float *row = from + line * s->width;
      if (line < 0 || line >= s->height) memset(to, 0, sizeof(float) * (size_t)s->pitch);
      else if (s->step == 1) NAME(split)(1, row, s->width, s->column_from, to, part);
      else if (s->step == 2) NAME(split)(2, row, s->width, s->column_from, to, part);
      else if (s->step == 4) NAME(split)(4, row, s->width, s->column_from, to, part);
      else NAME(split_slowly)(s->step, row, s->width, s->column_from, to, part);
    }
  }
}

static void NAME(interleave)(
    ptrdiff_t step, const float *const *part, float *to, ptrdiff_t count) {
  if (step == 2 && count > 1) {
    for (ptrdiff_t i = 0; i < count; i += 2 * LANES) {
      NAME(vector) a = NAME(load)(part[0] + i / 2), b = NAME(load)(part[1] + i / 2);
      NAME(store_part)(to + i, NAME(zip_first)(a, b), count - i);
      if (count - i > LANES)
        NAME(store_part)(to + i + LANES, NAME(zip_second)(a, b), count - i - LANES);
    }
    return;
  }
  for (ptrdiff_t n = 0; n < step && n < count; n++)
    for (ptrdiff_t i = n; i < count; i += step) to[i] = part[n][i / step];
}
