#include "CConvKernels.h"

#include <math.h>

double conv_exp(double x) { return exp(x); }
double conv_log1p(double x) { return log1p(x); }
double conv_tanh(double x) { return tanh(x); }
double conv_erfc(double x) { return erfc(x); }
