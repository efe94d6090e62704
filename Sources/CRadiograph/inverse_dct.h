// libjpeg-turbo's integer inverse DCTs (jidctint.c, jidctred.c), level shift and clamping included, for two neighbouring
// blocks at a time.
#pragma once

#include <stddef.h>
#include <stdint.h>

// Coefficients of two blocks side by side, in natural order: row v, block b, column u at [v * 16 + b * 8 + u]; then a
// place, for either block, where a decoder may drop what belongs nowhere.
typedef struct {
  int16_t values[128 + 16];
} __attribute__((aligned(32))) coefficient_pair;

enum { PAIR_DROP = 128 };  // that place, from the left block's start

// Quantization steps, each row twice side by side, as the coefficients lie.
typedef struct {
  int16_t values[128];
} __attribute__((aligned(32))) quantization_pair;

// Writes (16 / denominator) × (8 / denominator) samples.
typedef void inverse_dct(const coefficient_pair *coefficients, const quantization_pair *steps, uint8_t *output,
                         ptrdiff_t stride);
inverse_dct inverse_dct_8x8, inverse_dct_4x4, inverse_dct_2x2, inverse_dct_1x1;
