/* All of dense.c at one level. */
#define WIDTH (LANES * VECTORS)
/* Up to so many positions are computed a position, not a row, at a time. */
#define FEW (ROWS == LANES ? 8 : 0)
#include "panels_level.h"
#include "winograd_level.h"
#undef WIDTH
#undef FEW
