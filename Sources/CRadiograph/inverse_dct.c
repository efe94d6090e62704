// The inverse DCTs of reduced size, eight columns or rows of two blocks at a time.
#include "inverse_dct.h"

#if defined(__x86_64__)
#include <immintrin.h>
#include <string.h>

#include "inverse_dct_constants.h"

#define AVX2 __attribute__((target("avx2"), always_inline)) static inline

typedef int16_t short8 __attribute__((vector_size(16)));
typedef int32_t int8 __attribute__((vector_size(32)));

AVX2 int8 round_off(int8 x, int bits) { return (x + (1 << (bits - 1))) >> bits; }

// One dimension, 8 coefficients to 4 samples; the one of place 4 has no part in them (jidctred.c).
AVX2 void transform_to_4(const int8 in[8], int8 out[4], int bits) {
  int8 even0 = in[0] * (1 << 14);
  int8 even2 = in[2] * F_1_847 - in[6] * F_0_765;
  int8 odd0 = in[1] * F_1_061 - in[3] * F_2_172 + in[5] * F_1_451 - in[7] * F_0_211;
  int8 odd2 = in[1] * F_2_562 + in[3] * F_0_899 - in[5] * F_0_601 - in[7] * F_0_509;
  out[0] = round_off(even0 + even2 + odd2, bits + 1);
  out[3] = round_off(even0 + even2 - odd2, bits + 1);
  out[1] = round_off(even0 - even2 + odd0, bits + 1);
  out[2] = round_off(even0 - even2 - odd0, bits + 1);
}

// One dimension, 8 coefficients to 2 samples (jidctred.c).
AVX2 void transform_to_2(const int8 in[8], int8 out[2], int bits) {
  int8 even = in[0] * (1 << 15);
  int8 odd = in[1] * F_3_624 - in[3] * F_1_272 + in[5] * F_0_850 - in[7] * F_0_720;
  out[0] = round_off(even + odd, bits + 2);
  out[1] = round_off(even - odd, bits + 2);
}

AVX2 int8 load(const int16_t *values) {
  short8 narrow;
  memcpy(&narrow, values, sizeof narrow);
  return __builtin_convertvector(narrow, int8);
}

// Transposes 8 × 8 numbers.
AVX2 void transpose_wide(int8 r[8]) {
  int8 a[8], b[8];
  for (int i = 0; i < 8; i += 2) {
    a[i] = __builtin_shufflevector(r[i], r[i + 1], 0, 8, 2, 10, 4, 12, 6, 14);
    a[i + 1] = __builtin_shufflevector(r[i], r[i + 1], 1, 9, 3, 11, 5, 13, 7, 15);
  }
  for (int i = 0; i < 8; i += 4)
    for (int j = 0; j < 2; j++) {
      b[i + j] = __builtin_shufflevector(a[i + j], a[i + j + 2], 0, 1, 8, 9, 4, 5, 12, 13);
      b[i + j + 2] = __builtin_shufflevector(a[i + j], a[i + j + 2], 2, 3, 10, 11, 6, 7, 14, 15);
    }
  for (int i = 0; i < 4; i++) {
    r[i] = __builtin_shufflevector(b[i], b[i + 4], 0, 1, 2, 3, 8, 9, 10, 11);
    r[i + 4] = __builtin_shufflevector(b[i], b[i + 4], 4, 5, 6, 7, 12, 13, 14, 15);
  }
}

AVX2 void load_columns(const coefficient_block *block, const quantization_steps *steps, int8 out[8]) {
  for (int v = 0; v < 8; v++)
    out[v] = load(&block->values[v * 8]) * load(&steps->values[v * 8]);
}

AVX2 int8 clamp(int8 x) {
  x += 128;
  x &= x > 0;
  return x | (x > 255);
}

__attribute__((target("avx2"))) void inverse_dct_4x4(const coefficient_block *blocks,
                                                     const quantization_steps *steps, uint8_t *output,
                                                     ptrdiff_t stride) {
  int8 rows[8];  // four of each block
  for (int b = 0; b < 2; b++) {
    int8 columns[8];
    load_columns(&blocks[b], steps, columns);
    transform_to_4(columns, rows + 4 * b, 13 - 2);
  }
  transpose_wide(rows);
  int8 samples[4];
  transform_to_4(rows, samples, 13 + 2 + 3);
  for (int x = 0; x < 4; x++) {
    int8 clamped = clamp(samples[x]);
    for (int y = 0; y < 4; y++) {
      output[y * stride + x] = (uint8_t)clamped[y];
      output[y * stride + 4 + x] = (uint8_t)clamped[4 + y];
    }
  }
}

__attribute__((target("avx2"))) void inverse_dct_2x2(const coefficient_block *blocks,
                                                     const quantization_steps *steps, uint8_t *output,
                                                     ptrdiff_t stride) {
  // The second dimension of transform_to_2, here as sums along four rows, two of each block.
  const int8 factors = {0, F_3_624, 0, -F_1_272, 0, F_0_850, 0, -F_0_720};
  int8 even = {0}, rows[4];
  __m256i products[4];
  for (int b = 0; b < 2; b++) {
    int8 columns[8];
    load_columns(&blocks[b], steps, columns);
    transform_to_2(columns, rows + 2 * b, 13 - 2);
  }
  for (int i = 0; i < 4; i++) {
    products[i] = (__m256i)(rows[i] * factors);
    even[i] = rows[i][0];
  }
  __m256i pairs = _mm256_hadd_epi32(_mm256_hadd_epi32(products[0], products[1]),
                                    _mm256_hadd_epi32(products[2], products[3]));
  even *= 1 << 15;
  int8 odd = (int8)_mm256_add_epi32(pairs, _mm256_permute2x128_si256(pairs, pairs, 1));
  int8 left = clamp(round_off(even + odd, 13 + 2 + 3 + 2)), right = clamp(round_off(even - odd, 13 + 2 + 3 + 2));
  for (int i = 0; i < 4; i++) {
    uint8_t *target = output + (i & 1) * stride + (i & 2);
    target[0] = (uint8_t)left[i];
    target[1] = (uint8_t)right[i];
  }
}

void inverse_dct_1x1(const coefficient_block *blocks, const quantization_steps *steps, uint8_t *output,
                     ptrdiff_t stride) {
  (void)stride;
  for (int b = 0; b < 2; b++) {
    int x = (((int32_t)blocks[b].values[0] * steps->values[0] + 4) >> 3) + 128;
    output[b] = (uint8_t)(x < 0 ? 0 : x > 255 ? 255 : x);
  }
}
#endif
