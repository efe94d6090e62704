#include "inverse_dct.h"

#if defined(__x86_64__)
#include <immintrin.h>
#include <string.h>

// Constants in fixed point of 13 bits, named as in jidctint.c and jidctred.c.
#define F_0_211 1730
#define F_0_298 2446
#define F_0_390 3196
#define F_0_509 4176
#define F_0_541 4433
#define F_0_601 4926
#define F_0_720 5906
#define F_0_765 6270
#define F_0_850 6967
#define F_0_899 7373
#define F_1_061 8697
#define F_1_175 9633
#define F_1_272 10426
#define F_1_451 11893
#define F_1_501 12299
#define F_1_847 15137
#define F_1_961 16069
#define F_2_053 16819
#define F_2_172 17799
#define F_2_562 20995
#define F_3_072 25172
#define F_3_624 29692

// MARK: - Full size, in AVX2

#define AVX2 __attribute__((target("avx2"), always_inline)) static inline

// Sums of 32 bits for 8 columns of 2 blocks: `low` the left four columns of each, `high` the right four.
typedef struct {
  __m256i low, high;
} wide;

AVX2 wide add(wide a, wide b) {
  return (wide){_mm256_add_epi32(a.low, b.low), _mm256_add_epi32(a.high, b.high)};
}

AVX2 wide subtract(wide a, wide b) {
  return (wide){_mm256_sub_epi32(a.low, b.low), _mm256_sub_epi32(a.high, b.high)};
}

// a * x + b * y
AVX2 wide rotate(__m256i x, __m256i y, int a, int b) {
  __m256i factors = _mm256_set1_epi32((int)((uint32_t)(uint16_t)b << 16 | (uint16_t)a));
  return (wide){_mm256_madd_epi16(_mm256_unpacklo_epi16(x, y), factors),
                _mm256_madd_epi16(_mm256_unpackhi_epi16(x, y), factors)};
}

// (x << 13) + (1 << (bits - 1)): what is shifted out by `bits` afterwards is rounded thus.
AVX2 wide scale(__m256i x, int bits) {
  int one = bits > 14 ? 16 : 1;  // both factors fit 16 bits
  return rotate(x, _mm256_set1_epi16((short)one), 1 << 13, (1 << (bits - 1)) / one);
}

// Shifts out `bits` and narrows to 16 bits.
AVX2 __m256i descale(wide x, int bits) {
  return _mm256_packs_epi32(_mm256_srai_epi32(x.low, bits), _mm256_srai_epi32(x.high, bits));
}

// One dimension over 8 rows (jidctint.c).
AVX2 void transform(__m256i row[8], int bits) {
  wide even2 = rotate(row[2], row[6], F_0_541, F_0_541 - F_1_847);
  wide even3 = rotate(row[2], row[6], F_0_541 + F_0_765, F_0_541);
  wide even0 = scale(_mm256_add_epi16(row[0], row[4]), bits);
  wide even1 = scale(_mm256_sub_epi16(row[0], row[4]), bits);
  wide sum0 = add(even0, even3), sum3 = subtract(even0, even3);
  wide sum1 = add(even1, even2), sum2 = subtract(even1, even2);

  __m256i z3 = _mm256_add_epi16(row[7], row[3]), z4 = _mm256_add_epi16(row[5], row[1]);
  wide w3 = rotate(z3, z4, F_1_175 - F_1_961, F_1_175);
  wide w4 = rotate(z3, z4, F_1_175, F_1_175 - F_0_390);
  wide odd0 = add(rotate(row[7], row[1], F_0_298 - F_0_899, -F_0_899), w3);
  wide odd1 = add(rotate(row[5], row[3], F_2_053 - F_2_562, -F_2_562), w4);
  wide odd2 = add(rotate(row[5], row[3], -F_2_562, F_3_072 - F_2_562), w3);
  wide odd3 = add(rotate(row[7], row[1], -F_0_899, F_1_501 - F_0_899), w4);

  row[0] = descale(add(sum0, odd3), bits);
  row[7] = descale(subtract(sum0, odd3), bits);
  row[1] = descale(add(sum1, odd2), bits);
  row[6] = descale(subtract(sum1, odd2), bits);
  row[2] = descale(add(sum2, odd1), bits);
  row[5] = descale(subtract(sum2, odd1), bits);
  row[3] = descale(add(sum3, odd0), bits);
  row[4] = descale(subtract(sum3, odd0), bits);
}

// Transposes each of the two 8 × 8 blocks.
AVX2 void transpose(__m256i r[8]) {
  __m256i a[8], b[8];
  for (int i = 0; i < 4; i++) {
    a[2 * i] = _mm256_unpacklo_epi16(r[2 * i], r[2 * i + 1]);
    a[2 * i + 1] = _mm256_unpackhi_epi16(r[2 * i], r[2 * i + 1]);
  }
  for (int i = 0; i < 2; i++) {
    b[4 * i] = _mm256_unpacklo_epi32(a[4 * i], a[4 * i + 2]);
    b[4 * i + 1] = _mm256_unpackhi_epi32(a[4 * i], a[4 * i + 2]);
    b[4 * i + 2] = _mm256_unpacklo_epi32(a[4 * i + 1], a[4 * i + 3]);
    b[4 * i + 3] = _mm256_unpackhi_epi32(a[4 * i + 1], a[4 * i + 3]);
  }
  for (int i = 0; i < 4; i++) {
    r[2 * i] = _mm256_unpacklo_epi64(b[i], b[i + 4]);
    r[2 * i + 1] = _mm256_unpackhi_epi64(b[i], b[i + 4]);
  }
}

// Narrows to samples, and writes each of the two 8 × 8 blocks transposed.
AVX2 void store_transposed(const __m256i r[8], uint8_t *output, ptrdiff_t stride) {
  __m256i a[4], b[4], c[4];
  for (int i = 0; i < 2; i++) {
    __m256i even = _mm256_packs_epi16(r[4 * i], r[4 * i + 2]), odd = _mm256_packs_epi16(r[4 * i + 1], r[4 * i + 3]);
    a[2 * i] = _mm256_unpacklo_epi8(even, odd);
    a[2 * i + 1] = _mm256_unpackhi_epi8(even, odd);
  }
  for (int i = 0; i < 2; i++) {
    b[2 * i] = _mm256_unpacklo_epi16(a[2 * i], a[2 * i + 1]);
    b[2 * i + 1] = _mm256_unpackhi_epi16(a[2 * i], a[2 * i + 1]);
  }
  for (int i = 0; i < 2; i++) {
    c[2 * i] = _mm256_unpacklo_epi32(b[i], b[i + 2]);
    c[2 * i + 1] = _mm256_unpackhi_epi32(b[i], b[i + 2]);
  }
  for (int i = 0; i < 4; i++) {
    __m256i samples = _mm256_add_epi8(c[i], _mm256_set1_epi8((char)128));
    samples = _mm256_permute4x64_epi64(samples, 0xD8);  // row 2 i of both blocks, then row 2 i + 1 of both
    _mm_storeu_si128((__m128i *)(output + 2 * i * stride), _mm256_castsi256_si128(samples));
    _mm_storeu_si128((__m128i *)(output + (2 * i + 1) * stride), _mm256_extracti128_si256(samples, 1));
  }
}

AVX2 __m256i load_pair(const int16_t *left, const int16_t *right) {
  return _mm256_inserti128_si256(_mm256_castsi128_si256(_mm_load_si128((const __m128i *)left)),
                                 _mm_load_si128((const __m128i *)right), 1);
}

__attribute__((target("avx2"))) void inverse_dct_8x8(const coefficient_block blocks[2],
                                                     const quantization_steps *steps, uint8_t *output,
                                                     ptrdiff_t stride) {
  __m256i row[8];
  for (int v = 0; v < 8; v++) {
    __m256i step = _mm256_broadcastsi128_si256(_mm_load_si128((const __m128i *)&steps->values[v * 8]));
    row[v] = _mm256_mullo_epi16(load_pair(&blocks[0].values[v * 8], &blocks[1].values[v * 8]), step);
  }
  transform(row, 13 - 2);
  transpose(row);
  transform(row, 13 + 2 + 3);
  store_transposed(row, output, stride);
}

// MARK: - Reduced size, eight columns or rows at a time

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

__attribute__((target("avx2"))) void inverse_dct_4x4(const coefficient_block blocks[2],
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

__attribute__((target("avx2"))) void inverse_dct_2x2(const coefficient_block blocks[2],
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

void inverse_dct_1x1(const coefficient_block blocks[2], const quantization_steps *steps, uint8_t *output,
                     ptrdiff_t stride) {
  (void)stride;
  for (int b = 0; b < 2; b++) {
    int x = (((int32_t)blocks[b].values[0] * steps->values[0] + 4) >> 3) + 128;
    output[b] = (uint8_t)(x < 0 ? 0 : x > 255 ? 255 : x);
  }
}
#endif
