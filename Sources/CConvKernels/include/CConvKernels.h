#ifndef CONV_KERNELS_H
#define CONV_KERNELS_H

#include <stddef.h>

#include "conv_dense.h"
#include "conv_planes.h"
#include "conv_sums.h"
#include "conv_winograd_kernel.h"

/* The elementary functions of the activations, so that the engine needs no Foundation. */
double conv_exp(double x);
double conv_log1p(double x);
double conv_tanh(double x);
double conv_erfc(double x);

/* The instructions that inner loops are compiled for, each level with those before it. A function that
   takes a level must not be given one above conv_level_best(), which asks the processor. */
enum { CONV_LEVEL_BASELINE = 0, CONV_LEVEL_AVX2 = 1, CONV_LEVEL_AVX512 = 2 };
int conv_level_best(void);

/* Pieces of work that threads claim one by one, and a wait until all claimed ones are finished. The
   memory of a stage begins as zeros. */
typedef struct {
  long claimed;
  char apart[120];
  long finished;
  char behind[120];
} conv_stage;
long conv_stage_claim(conv_stage *stage);
void conv_stage_finish(conv_stage *stage, long count);
void conv_stage_wait(conv_stage *stage, long count);

/* What a processor could do at most: rounds of so many multiplications and additions that wait neither
   for memory nor for each other. Returns a number that means nothing. For benchmarks. */
ptrdiff_t conv_peak_round(int level);
float conv_peak(int level, ptrdiff_t rounds);

#endif
