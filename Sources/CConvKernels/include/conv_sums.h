#ifndef CONV_SUMS_H
#define CONV_SUMS_H

#include <stddef.h>

/* Sums of products over places: sums[t][l] = Σ over p of taps[t](p) · lanes[l](p).
 *
 * A kernel gradient is such a table: one operand is the output gradient, its rows the output channels;
 * the other is the zero-padded input, its rows the taps of the window. Either of them can take the part
 * of the lanes. They are packed first, `CONV_PANEL_LANES` of them to a panel: [places][lanes]. */

enum { CONV_PANEL_LANES = 16 };

/* The places that are read in order: `rows` runs of `columns` floats that lie `step` apart; from behind
 * the last of a run it is `jump` floats to the next run. Offsets say where each row of an operand starts. */
typedef struct {
  ptrdiff_t rows, columns, step, jump;
} conv_places;

/* Packs at most 16 rows of an operand into a panel; missing lanes are zeros. */
void conv_pack_panel(
    const float *source, const ptrdiff_t *offsets, ptrdiff_t lanes, conv_places places, float *panel);

/* Adds to `count` rows of sums, `stride` floats apart, or replaces them if `add` is 0. Only `lanes`
 * of the 16 are written. Each sum is taken in the order of the places. `level` says which instructions
 * may be used. */
void conv_multiply_panel(
    int level, const float *source, const ptrdiff_t *offsets, ptrdiff_t count, conv_places places,
    const float *panel, ptrdiff_t lanes, float *sums, ptrdiff_t stride, int add);

/* Turns [rows][16] into `lanes` rows that lie `stride` floats apart. */
void conv_unpack_panel(
    const float *panel, ptrdiff_t rows, ptrdiff_t lanes, float *target, ptrdiff_t stride);

#endif
