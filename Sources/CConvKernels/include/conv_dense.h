#ifndef CONV_DENSE_H
#define CONV_DENSE_H

#include <stddef.h>

/* Dense layers: panels of positions against panels of weights, and Winograd's transforms.

   A panel of weights holds ROWS rows (the last one what is left), element k of all its rows side by
   side; a panel of positions WIDTH positions. Both numbers are the level's. */
ptrdiff_t conv_panel_rows(int level);
ptrdiff_t conv_panel_width(int level);

/* Some neighbouring positions of one line of the source, and where they stand in a panel. */
typedef struct { ptrdiff_t from, panel, to, count; } conv_run;

/* c[row][place] = the sum over from <= k < to of a[row][k] * b[k][place], added to what is there
   where from > 0. Each sum is taken in the order of k.

   Line k of b is made of the runs of source + lines[k], one after the other. A run that fills its
   panel is read where it is; the others are packed. */
typedef struct {
  ptrdiff_t rows, depth;       /* of all of a */
  ptrdiff_t row_from, row_to;  /* what to compute, in whole panels */
  ptrdiff_t from, to;          /* the part of the depth */
  ptrdiff_t first_panel;       /* by which the runs count */
  ptrdiff_t count;             /* positions, in up to CONV_PANELS_LIMIT panels */
  const float *a;              /* panel by panel, conv_panel_width(level) spare elements behind */
  const float *source, *end;   /* nothing from the end on is read */
  const ptrdiff_t *lines;
  const conv_run *run;
  ptrdiff_t runs;
  float *packed;               /* to - from + 1 lines of WIDTH for each panel, and one more line */
  float *c;
  ptrdiff_t pitch;             /* from row to row of c */
} conv_panels;
enum { CONV_PANELS_LIMIT = 8 };
void conv_panel_sums(int level, const conv_panels *panels);

/* Planes with their surroundings. Line and column (line_from, column_from) of the plane is the first
   that is copied; what lies outside of the plane is zero. Each line is split into its columns 0, step,
   2 step, ..., then 1, step + 1, ..., each part being pitch / step elements long. */
typedef struct {
  ptrdiff_t height, width;             /* of the plane */
  ptrdiff_t line_from, column_from;    /* may be negative */
  ptrdiff_t lines, columns;            /* to copy */
  ptrdiff_t step, pitch;
} conv_surroundings;
void conv_surround(
    int level, const conv_surroundings *shape, const float *from, float *to, ptrdiff_t planes);

/* to[i] = part[i % step][i / step]; each part may be read up to a panel's width behind its end. */
void conv_interleave(
    int level, ptrdiff_t step, const float *const *part, float *to, ptrdiff_t count);

/* Winograd's F(tile x tile, 3x3), tile being 2 or 4 (Lavin & Gray, arXiv:1509.09308).

   The transforms need (tile + 2)^2 = S products for each channel, target and tile. A run is some
   neighbouring tiles of a row of tiles: from is where the source holds their first element, place
   where they stand among the tiles of this call, row and column where their outputs begin. */
typedef struct { ptrdiff_t from, place, row, column, count; } conv_tile_run;

typedef struct {
  ptrdiff_t tile, channels, targets;
  ptrdiff_t height, width;         /* of the outputs */
  const float *source;             /* as conv_surround writes it with step = tile */
  ptrdiff_t plane, pitch;          /* from channel to channel, from line to line of it */
  const conv_tile_run *run;        /* none crosses from a panel's width of tiles to the next */
  ptrdiff_t runs, count;           /* runs; tiles of this call */
  const float *weights;            /* for each panel of targets S panels of channels x targets */
  float *transformed;              /* S (channels + 1) WIDTH elements for each WIDTH of count */
  float *products;                 /* S ROWS (count rounded up to WIDTH) + WIDTH elements */
  float *to;                       /* the first target's plane */
} conv_winograd;
/* Transforms channels from <= c < to. */
void conv_winograd_transform(
    int level, const conv_winograd *winograd, ptrdiff_t from, ptrdiff_t to);
/* The outputs of targets from <= t < to, in whole panels, of what is transformed. */
void conv_winograd_sums(int level, const conv_winograd *winograd, ptrdiff_t from, ptrdiff_t to);

#endif
