#include "CConvKernels.h"

int conv_level_best(void) {
#if defined(__x86_64__)
  if (__builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512vl"))
    return CONV_LEVEL_AVX512;
  if (__builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma"))
    return CONV_LEVEL_AVX2;
#endif
  return CONV_LEVEL_BASELINE;
}
