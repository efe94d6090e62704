// libjpeg-turbo's integer inverse DCTs (jidctint.c, jidctred.c), level shift and clamping included, for two or four
// neighbouring blocks at a time.
#pragma once

#include <stddef.h>
#include <stdint.h>

// Coefficients of a block in natural order: row v, column u at [v * 8 + u].
typedef struct {
  int16_t values[64];
} __attribute__((aligned(16))) coefficient_block;

// Quantization steps, as the coefficients lie.
typedef struct {
  int16_t values[64];
} __attribute__((aligned(16))) quantization_steps;

// Transforms two blocks, or four with AVX-512, and writes their samples side by side.
typedef void inverse_dct(const coefficient_block *blocks, const quantization_steps *steps, uint8_t *output,
                         ptrdiff_t stride);
inverse_dct inverse_dct_8x8_avx512, inverse_dct_8x8_avx2, inverse_dct_4x4, inverse_dct_2x2, inverse_dct_1x1;
