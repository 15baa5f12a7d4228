/* Winograd's transforms at one level; included by dense.c after panels_level.h. */

/* The six or four inputs of a line of tiles become what is multiplied. */
INLINE void NAME(transform_inputs)(const int tile, NAME(vector) *d) {
  if (tile == 2) {
    NAME(vector) a = d[0] - d[2], b = d[1] + d[2], c = d[2] - d[1], e = d[1] - d[3];
    d[0] = a, d[1] = b, d[2] = c, d[3] = e;
  } else {
    NAME(vector) even = d[4] - 4 * d[2], odd = d[3] - 4 * d[1];
    NAME(vector) half = d[4] - d[2], other = 2 * (d[3] - d[1]);
    d[0] = 4 * d[0] - 5 * d[2] + d[4];
    d[5] = 4 * d[1] - 5 * d[3] + d[5];
    d[1] = even + odd, d[2] = even - odd;
    d[3] = half + other, d[4] = half - other;
  }
}

/* The products of a line of tiles become its outputs. */
INLINE void NAME(transform_products)(const int tile, NAME(vector) *d) {
  NAME(vector) sum = d[1] + d[2], difference = d[1] - d[2];
  if (tile == 2) {
    d[0] = d[0] + sum, d[1] = difference - d[3];
  } else {
    NAME(vector) sum2 = d[3] + d[4], difference2 = d[3] - d[4];
    d[0] = d[0] + sum + sum2;
    d[1] = difference + 2 * difference2;
    d[2] = sum + 4 * sum2;
    d[3] = difference + 8 * difference2 + d[5];
  }
}

INLINE void NAME(transform_tiles)(
    const int tile, const conv_winograd *w, const float *from, float *to, ptrdiff_t apart,
    ptrdiff_t count) {
  const int size = tile + 2;
  ptrdiff_t part = w->pitch / tile;
  NAME(vector) d[size][size], column[size];
  UNROLL for (int m = 0; m < size; m++) {
    const float *line = from + m * w->pitch;
    UNROLL for (int n = 0; n < size; n++)
      d[m][n] = NAME(load)(line + n % tile * part + n / tile);
    NAME(transform_inputs)(tile, d[m]);
  }
  UNROLL for (int n = 0; n < size; n++) {
    UNROLL for (int m = 0; m < size; m++) column[m] = d[m][n];
    NAME(transform_inputs)(tile, column);
    UNROLL for (int m = 0; m < size; m++)
      NAME(store_part)(to + (m * size + n) * apart, column[m], count);
  }
}

INLINE void NAME(transform)(
    const int tile, const conv_winograd *w, ptrdiff_t first, ptrdiff_t end) {
  ptrdiff_t apart = (w->channels + 1) * WIDTH;
  for (ptrdiff_t c = first; c < end; c++)
    for (ptrdiff_t r = 0; r < w->runs; r++) {
      const conv_tile_run run = w->run[r];
      ptrdiff_t panel = run.place / WIDTH, count = w->count - panel * WIDTH;
      float *to = w->transformed + panel * (tile + 2) * (tile + 2) * apart
                  + c * NAME(line)(count) + run.place % WIDTH;
      /* More than the run's tiles are stored where channels that follow write over them. */
      int spares = c + LANES >= end;
      for (ptrdiff_t lane = 0; lane < run.count; lane += LANES)
        NAME(transform_tiles)(
            tile, w, w->source + c * w->plane + run.from + lane, to + lane, apart,
            spares ? run.count - lane : LANES);
    }
}

static void NAME(winograd_transform)(const conv_winograd *w, ptrdiff_t from, ptrdiff_t to) {
  if (w->tile == 2) NAME(transform)(2, w, from, to);
  else NAME(transform)(4, w, from, to);
}

INLINE void NAME(outputs_of_tiles)(
    const int tile, const float *from, ptrdiff_t apart, float *to, ptrdiff_t pitch,
    ptrdiff_t lines, ptrdiff_t columns) {
  const int size = tile + 2;
  NAME(vector) d[size][size];
  UNROLL for (int n = 0; n < size; n++) {
    NAME(vector) column[size];
    UNROLL for (int m = 0; m < size; m++)
      column[m] = NAME(load)(from + (m * size + n) * apart);
    NAME(transform_products)(tile, column);
    UNROLL for (int m = 0; m < tile; m++) d[m][n] = column[m];
  }
  UNROLL for (int m = 0; m < tile; m++) {
    if (m >= lines) break;
    NAME(transform_products)(tile, d[m]);
    float *line = to + m * pitch;
    NAME(vector) *y = d[m], joined[4];
    if (tile == 2) {
      joined[0] = NAME(zip_first)(y[0], y[1]), joined[1] = NAME(zip_second)(y[0], y[1]);
    } else {
      NAME(vector) even = NAME(zip_first)(y[0], y[2]), odd = NAME(zip_first)(y[1], y[3]);
      joined[0] = NAME(zip_first)(even, odd), joined[1] = NAME(zip_second)(even, odd);
      even = NAME(zip_second)(y[0], y[2]), odd = NAME(zip_second)(y[1], y[3]);
      joined[2] = NAME(zip_first)(even, odd), joined[3] = NAME(zip_second)(even, odd);
    }
    UNROLL for (int v = 0; v < tile; v++)
      if (columns > v * LANES)
        NAME(store_part)(line + v * LANES, joined[v], columns - v * LANES);
  }
}

/* Writes the outputs of the products of some targets. */
INLINE void NAME(outputs)(
    const int tile, const conv_winograd *w, ptrdiff_t first, ptrdiff_t rows, ptrdiff_t pitch) {
  for (ptrdiff_t row = 0; row < rows; row++)
    for (ptrdiff_t r = 0; r < w->runs; r++) {
      const conv_tile_run run = w->run[r];
      float *to = w->to + (first + row) * w->height * w->width + run.row * w->width + run.column;
      for (ptrdiff_t lane = 0; lane < run.count; lane += LANES) {
        ptrdiff_t columns = w->width - run.column - lane * tile;
        ptrdiff_t most = (run.count - lane) * tile;
        NAME(outputs_of_tiles)(
            tile, w->products + row * pitch + run.place + lane, rows * pitch, to + lane * tile,
            w->width, w->height - run.row, columns < most ? columns : most);
      }
    }
}

static void NAME(winograd_sums)(const conv_winograd *w, ptrdiff_t from, ptrdiff_t to) {
  ptrdiff_t square = (w->tile + 2) * (w->tile + 2), apart = (w->channels + 1) * WIDTH;
  ptrdiff_t pitch = (w->count + WIDTH - 1) / WIDTH * WIDTH;
  for (ptrdiff_t first = from; first < to; first += ROWS) {
    ptrdiff_t rows = w->targets - first < ROWS ? w->targets - first : ROWS;
    const float *a = w->weights + first * square * w->channels;
    for (ptrdiff_t s = 0; s < square; s++)
      for (ptrdiff_t place = 0; place < w->count; place += WIDTH) {
        ptrdiff_t count = w->count - place < WIDTH ? w->count - place : WIDTH;
        NAME(product)(
            rows, w->channels, a + s * w->channels * rows,
            w->transformed + (place / WIDTH * square + s) * apart, NAME(line)(count),
            w->products + s * rows * pitch + place, pitch, count, 0);
      }
    if (w->tile == 2) NAME(outputs)(2, w, first, rows, pitch);
    else NAME(outputs)(4, w, first, rows, pitch);
  }
}
