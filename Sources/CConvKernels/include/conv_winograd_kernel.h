#ifndef CONV_WINOGRAD_KERNEL_H
#define CONV_WINOGRAD_KERNEL_H

#include <stddef.h>

/* Winograd's way to the gradient of a 3x3 kernel of stride 1: the transpose of F(2x2, 3x3)
   (Lavin & Gray, arXiv:1509.09308) with respect to its kernel,

       dw = Gt [ sum over tiles of (Bt x B) * (A d At) ] G

   where x is a tile of 4x4 inputs and d one of 2x2 output gradients: 16 products for each tile where
   the definition takes 36. One sign of A is moved into G. */
enum { CONV_WINOGRAD_PRODUCTS = 16 };

/* Lines of tiles of a plane: line by line, each of `tiles`, their first elements 2 apart. */
typedef struct {
  const float *plane;
  ptrdiff_t pitch;         /* from row to row of the plane */
  ptrdiff_t lines, tiles;
  float *to;               /* element s of tile t goes to to[s * apart + t] */
  ptrdiff_t apart;
} conv_tiles;

/* Up to 16 more tiles are written behind the last, and 36 floats read behind a row of the plane. */
void conv_transform_inputs(int level, conv_tiles tiles);
void conv_transform_gradients(int level, conv_tiles tiles);

/* Turns sums [16][rows][16 lanes], the products `apart`, into [rows][9][16 lanes] of weights. */
void conv_transform_sums(
    int level, const float *sums, ptrdiff_t apart, ptrdiff_t rows, float *weights);

#endif
