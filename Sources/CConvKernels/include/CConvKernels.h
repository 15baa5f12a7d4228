#ifndef CONV_KERNELS_H
#define CONV_KERNELS_H

/* The elementary functions of the activations, so that the engine needs no Foundation. */
double conv_exp(double x);
double conv_log1p(double x);
double conv_tanh(double x);
double conv_erfc(double x);

#endif
