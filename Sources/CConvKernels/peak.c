#include "CConvKernels.h"

/* Enough to fill both units of a core while each waits four cycles for its result. */
#define CHAINS 12

#define LEVEL_SOURCE "peak_level.h"
#include "every_level.h"

ptrdiff_t conv_peak_round(int level) {
  return 2 * CHAINS
         * (level == CONV_LEVEL_AVX512 ? 16 : level == CONV_LEVEL_AVX2 ? 8 : 4);
}

float conv_peak(int level, ptrdiff_t rounds) {
  switch (level) {
#if defined(__x86_64__)
  case CONV_LEVEL_AVX512: return peak_avx512(rounds);
  case CONV_LEVEL_AVX2: return peak_avx2(rounds);
#endif
  default: return peak_baseline(rounds);
  }
}
