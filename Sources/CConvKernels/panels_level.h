/* Products of panels at one level; included by dense.c. */
#include "level.h"

/* c[r][p] = (or +=) the sum over k of a[k][r] * b[k][p], each sum in the order of k, in registers. */
INLINE void NAME(tile)(
    const int rows, ptrdiff_t depth, const float *a, const float *b, float *c, ptrdiff_t pitch,
    ptrdiff_t count, int accumulate) {
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
  for (ptrdiff_t k = 0; k < depth; k++, a += rows, b += WIDTH) {
    NAME(vector) x[VECTORS];
    UNROLL for (int v = 0; v < VECTORS; v++) x[v] = NAME(load)(b + v * LANES);
    UNROLL for (int r = 0; r < rows; r++)
      UNROLL for (int v = 0; v < VECTORS; v++) sum[r][v] += a[r] * x[v];
  }
  UNROLL for (int r = 0; r < rows; r++)
    UNROLL for (int v = 0; v < VECTORS; v++)
      if (count > v * LANES)
        NAME(store_part)(c + r * pitch + v * LANES, sum[r][v], count - v * LANES);
}

#define TILE(rows)                                                                              \
  static void NAME(tile##rows)(                                                                 \
      ptrdiff_t depth, const float *a, const float *b, float *c, ptrdiff_t pitch,               \
      ptrdiff_t count, int accumulate) {                                                        \
    NAME(tile)(rows, depth, a, b, c, pitch, count, accumulate);                                 \
  }
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

/* How far lines of a panel of so many positions are apart where they may be close. */
INLINE ptrdiff_t NAME(line)(ptrdiff_t count) { return count <= FEW ? count : WIDTH; }

static void NAME(product)(
    ptrdiff_t rows, ptrdiff_t depth, const float *a, const float *b, ptrdiff_t line, float *c,
    ptrdiff_t pitch, ptrdiff_t count, int accumulate) {
#define TILE(n) case n: NAME(tile##n)(depth, a, b, c, pitch, count, accumulate); return;
#if ROWS == LANES
#define COLUMN(n) case n: NAME(column##n)(rows, depth, a, b, line, c, pitch, accumulate); return;
  switch (count) {
    COLUMN(1) COLUMN(2) COLUMN(3) COLUMN(4) COLUMN(5) COLUMN(6) COLUMN(7) COLUMN(8)
  }
#undef COLUMN
  switch (rows) {
    TILE(1) TILE(2) TILE(3) TILE(4) TILE(5) TILE(6) TILE(7) TILE(8)
    TILE(9) TILE(10) TILE(11) TILE(12) TILE(13) TILE(14) TILE(15) TILE(16)
  }
#else
  (void)line;
  switch (rows) { TILE(1) TILE(2) TILE(3) TILE(4) TILE(5) TILE(6) }
#endif
#undef TILE
}

static void NAME(products)(const conv_panels *p) {
  ptrdiff_t depth = p->to - p->from;
  for (ptrdiff_t row = p->row_from; row < p->row_to; row += ROWS) {
    ptrdiff_t rows = p->rows - row < ROWS ? p->rows - row : ROWS;
    const float *a = p->a + row * p->depth + p->from * rows;
    for (ptrdiff_t place = 0; place < p->count; place += WIDTH) {
      ptrdiff_t count = p->count - place < WIDTH ? p->count - place : WIDTH;
      NAME(product)(
          rows, depth, a, p->b + place * (depth + 1), WIDTH, p->c + row * p->pitch + place,
          p->pitch, count, p->from > 0);
    }
  }
}

static void NAME(pack)(const conv_gather *g, float *to) {
  ptrdiff_t panel = (g->depth + 1) * WIDTH;
  for (ptrdiff_t k = 0; k < g->depth; k++, to += WIDTH) {
    const float *source = g->source + g->offsets[k];
    for (ptrdiff_t s = 0; s < g->runs; s++) {
      const float *from = source + g->run[s].from;
      float *place = to + g->run[s].panel * panel + g->run[s].to;
      if (from + WIDTH <= g->end) {
        UNROLL for (int v = 0; v < VECTORS; v++)
          NAME(store)(place + v * LANES, NAME(load)(from + v * LANES));
      } else {
        for (ptrdiff_t i = 0; i < g->run[s].count; i++) place[i] = from[i];
      }
    }
  }
}

/* Copies the columns first, first + step, ... of a line that starts at the plane's column at. */
INLINE void NAME(split)(
    const float *line, ptrdiff_t width, ptrdiff_t at, ptrdiff_t step, float *to, ptrdiff_t count) {
  ptrdiff_t first = at < 0 ? (-at + step - 1) / step : 0;
  ptrdiff_t end = at < width ? (width - at + step - 1) / step : 0;
  if (end > count) end = count;
  if (first > end) first = end;
  for (ptrdiff_t i = 0; i < first; i++) to[i] = 0;
  for (ptrdiff_t i = first; i < end; i++) to[i] = line[at + i * step];
  for (ptrdiff_t i = end; i < count; i++) to[i] = 0;
}

static void NAME(surround)(
    const conv_surroundings *s, const float *from, float *to, ptrdiff_t planes) {
  ptrdiff_t part = s->pitch / s->step;
  for (ptrdiff_t plane = 0; plane < planes; plane++, from += s->height * s->width) {
    for (ptrdiff_t line = s->line_from; line < s->line_from + s->lines; line++, to += s->pitch) {
      if (line < 0 || line >= s->height) {
        memset(to, 0, sizeof(float) * (size_t)s->pitch);
        continue;
      }
      const float *row = from + line * s->width;
      for (ptrdiff_t n = 0; n < s->step; n++) {
        ptrdiff_t at = s->column_from + n;
        if (s->step == 1) NAME(split)(row, s->width, at, 1, to, part);
        else if (s->step == 2) NAME(split)(row, s->width, at, 2, to + n * part, part);
        else NAME(split)(row, s->width, at, s->step, to + n * part, part);
      }
    }
  }
}
