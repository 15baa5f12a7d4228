#include "CConvKernels.h"

#include <sched.h>

long conv_stage_claim(conv_stage *stage) {
  return __atomic_fetch_add(&stage->claimed, 1, __ATOMIC_RELAXED);
}

void conv_stage_finish(conv_stage *stage, long count) {
  __atomic_fetch_add(&stage->finished, count, __ATOMIC_RELEASE);
}

void conv_stage_wait(conv_stage *stage, long count) {
  /* What is waited for runs on other threads, and for some microseconds only. */
  for (int spins = 0; __atomic_load_n(&stage->finished, __ATOMIC_ACQUIRE) < count; spins++) {
    if (spins > 1000) sched_yield();
#if defined(__x86_64__)
    __builtin_ia32_pause();
#endif
  }
}
