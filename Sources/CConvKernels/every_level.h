/* LEVEL_SOURCE compiled for every level of instructions: functions with a SUFFIX, vectors of LANES
   numbers, and MASKED where part of a vector can be loaded and stored. */
#define SUFFIX _baseline
#define LANES 4
#include LEVEL_SOURCE
#undef SUFFIX
#undef LANES

#if defined(__x86_64__)
#pragma clang attribute push(__attribute__((target("avx2,fma"))), apply_to = function)
#define SUFFIX _avx2
#define LANES 8
#include LEVEL_SOURCE
#undef SUFFIX
#undef LANES
#pragma clang attribute pop

#pragma clang attribute push(                                                              \
    __attribute__((target("avx512f,avx512vl,avx2,fma"))), apply_to = function)
#define SUFFIX _avx512
#define LANES 16
#define MASKED
#include LEVEL_SOURCE
#undef MASKED
#undef SUFFIX
#undef LANES
#pragma clang attribute pop
#endif
