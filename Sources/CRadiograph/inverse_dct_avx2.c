// The full-size inverse DCT of two blocks at a time.
#include "inverse_dct.h"

#if defined(__x86_64__)
#include <immintrin.h>

#define VECTOR __m256i
#define INT(operation) _mm256_##operation
#define FUNCTION __attribute__((target("avx2"), always_inline)) static inline
#include "inverse_dct_8x8.h"

FUNCTION __m128i load(const int16_t *values) { return _mm_load_si128((const __m128i *)values); }

__attribute__((target("avx2"))) void inverse_dct_8x8_avx2(const coefficient_block *blocks,
                                                          const quantization_steps *steps, uint8_t *output,
                                                          ptrdiff_t stride) {
  __m256i row[8], samples[4];
  for (int v = 0; v < 8; v++) {
    __m256i step = _mm256_broadcastsi128_si256(load(&steps->values[v * 8]));
    row[v] = _mm256_set_m128i(load(&blocks[1].values[v * 8]), load(&blocks[0].values[v * 8]));
    row[v] = _mm256_mullo_epi16(row[v], step);
  }
  inverse_dct_rows(row, samples);
  for (int i = 0; i < 4; i++) {
    __m256i rows = _mm256_permute4x64_epi64(samples[i], 0xD8);
    _mm_storeu_si128((__m128i *)(output + 2 * i * stride), _mm256_castsi256_si128(rows));
    _mm_storeu_si128((__m128i *)(output + (2 * i + 1) * stride), _mm256_extracti128_si256(rows, 1));
  }
}
#endif
