// The full-size inverse DCT of four blocks at a time.
#include "inverse_dct.h"

#if defined(__x86_64__)
#include <immintrin.h>

#define VECTOR __m512i
#define INT(operation) _mm512_##operation
#define FUNCTION __attribute__((target("avx512bw"), always_inline)) static inline
#include "inverse_dct_8x8.h"

FUNCTION __m128i load(const int16_t *values) { return _mm_load_si128((const __m128i *)values); }

FUNCTION __m256i load_two(const coefficient_block *blocks, int v) {
  return _mm256_set_m128i(load(&blocks[1].values[v * 8]), load(&blocks[0].values[v * 8]));
}

__attribute__((target("avx512bw"))) void inverse_dct_8x8_avx512(const coefficient_block *blocks,
                                                                const quantization_steps *steps, uint8_t *output,
                                                                ptrdiff_t stride) {
  const __m512i even_then_odd = _mm512_setr_epi64(0, 2, 4, 6, 1, 3, 5, 7);
  __m512i row[8], samples[4];
  for (int v = 0; v < 8; v++) {
    __m512i step = _mm512_broadcast_i32x4(load(&steps->values[v * 8]));
    row[v] = _mm512_inserti64x4(_mm512_castsi256_si512(load_two(blocks, v)), load_two(blocks + 2, v), 1);
    row[v] = _mm512_mullo_epi16(row[v], step);
  }
  inverse_dct_rows(row, samples);
  for (int i = 0; i < 4; i++) {
    __m512i rows = _mm512_permutexvar_epi64(even_then_odd, samples[i]);
    _mm256_storeu_si256((__m256i *)(output + 2 * i * stride), _mm512_castsi512_si256(rows));
    _mm256_storeu_si256((__m256i *)(output + (2 * i + 1) * stride), _mm512_extracti64x4_epi64(rows, 1));
  }
}
#endif
