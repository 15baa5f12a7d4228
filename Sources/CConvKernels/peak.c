#include "CConvKernels.h"

/* Enough to fill both units of a core while each waits four cycles for its result. */
#define CHAINS 12

#define SUFFIX _baseline
#define LANES 4
#include "peak_level.h"
#undef SUFFIX
#undef LANES

#if defined(__x86_64__)
#pragma clang attribute push(__attribute__((target("avx2,fma"))), apply_to = function)
#define SUFFIX _avx2
#define LANES 8
#include "peak_level.h"
#undef SUFFIX
#undef LANES
#pragma clang attribute pop

#pragma clang attribute push(                                                              \
    __attribute__((target("avx512f,avx512vl,avx2,fma"))), apply_to = function)
#define SUFFIX _avx512
#define LANES 16
#define MASKED
#include "peak_level.h"
#undef MASKED
#pragma clang attribute pop
#endif

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
