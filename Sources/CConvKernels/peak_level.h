/* Multiplications and additions that wait for nothing, at one level; included by peak.c. */
#include "level.h"

static float NAME(peak)(ptrdiff_t rounds) {
  NAME(vector) sum[CHAINS], factor = {0}, term = {0};
  /* Not known when this is compiled: a chain of constants would be left out. */
  factor += 1 / (float)(rounds + 2);
  term += 1.0f;
  UNROLL for (int chain = 0; chain < CHAINS; chain++) sum[chain] = term * (float)chain;
  for (ptrdiff_t round = 0; round < rounds; round++)
    UNROLL for (int chain = 0; chain < CHAINS; chain++) sum[chain] = sum[chain] * factor + term;
  UNROLL for (int chain = 1; chain < CHAINS; chain++) sum[0] += sum[chain];
  float total = 0;
  for (int lane = 0; lane < LANES; lane++) total += sum[0][lane];
  return total;
}
