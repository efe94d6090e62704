// Pillow's resampling (libImaging/Resample.c), sample for sample: rows first, then columns, each pass rounded to the
// depth of the samples. 8-bit samples are weighted in fixed point of 22 bits, deeper ones in double precision.
#include "cradiograph.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { WEIGHT_BITS = 22 };

static inline uint8_t narrow_8(int32_t sum) {
  int32_t x = sum >> WEIGHT_BITS;
  return (uint8_t)(x < 0 ? 0 : x > 255 ? 255 : x);
}

static inline uint16_t narrow_16(double sum) {
  double x = floor(sum + 0.5);
  return (uint16_t)(x < 0 ? 0 : x > 65535 ? 65535 : x);
}

// MARK: - Rows of 8 bits

static void rows_8(const uint8_t *input, int rows, cradiograph_filter filter, const int32_t *weights,
                   uint8_t *output) {
  for (int y = 0; y < rows; y++, input += filter.input_length, output += filter.output_length)
    for (int x = 0; x < filter.output_length; x++) {
      const int32_t *w = weights + (size_t)x * (size_t)filter.taps;
      const uint8_t *samples = input + filter.first[x];
      int32_t sum = 1 << (WEIGHT_BITS - 1);
      for (int k = 0; k < filter.count[x]; k++) sum += samples[k] * w[k];
      output[x] = narrow_8(sum);
    }
}

#if defined(__x86_64__)
#include <immintrin.h>

// A weight is high * 2048 + low, each of at most 11 bits and thus a factor for a multiplication of 16 bits with sums of 32.
enum { LOW_BITS = 11, LANES = 16 };

// Weights for windows of `chunks` × 16 samples that lie inside the row.
typedef struct {
  int chunks;
  int32_t *first;
  int16_t *high, *low;
} window_filter;

static int make_windows(window_filter *windows, cradiograph_filter filter, const int32_t *weights) {
  int outputs = (filter.output_length + 7) / 8 * 8;
  int longest = 1;
  for (int x = 0; x < filter.output_length; x++) longest = filter.count[x] > longest ? filter.count[x] : longest;
  windows->chunks = (longest + LANES - 1) / LANES;
  int width = windows->chunks * LANES;
  size_t count = (size_t)outputs * (size_t)width;
  windows->first = calloc((size_t)outputs, sizeof *windows->first);
  windows->high = calloc(count, sizeof *windows->high);
  windows->low = calloc(count, sizeof *windows->low);
  if (!windows->first || !windows->high || !windows->low) return 0;
  for (int x = 0; x < filter.output_length; x++) {
    int last = filter.input_length - width;
    int first = filter.first[x] < last ? filter.first[x] : last;
    size_t at = (size_t)x * (size_t)width + (size_t)(filter.first[x] - first);
    windows->first[x] = first;
    for (int k = 0; k < filter.count[x]; k++) {
      int32_t weight = weights[(size_t)x * (size_t)filter.taps + (size_t)k];
      windows->high[at + (size_t)k] = (int16_t)(weight >> LOW_BITS);
      windows->low[at + (size_t)k] = (int16_t)(weight & ((1 << LOW_BITS) - 1));
    }
  }
  return 1;
}

static void free_windows(window_filter *windows) {
  free(windows->first);
  free(windows->high);
  free(windows->low);
}

// Eight partial sums of output `x`.
__attribute__((target("avx2"), always_inline)) static inline __m256i partial_sums(const uint8_t *row,
                                                                                  window_filter windows,
                                                                                  int chunks, int x) {
  const uint8_t *samples = row + windows.first[x];
  size_t at = (size_t)x * (size_t)chunks * LANES;
  __m256i high = _mm256_setzero_si256(), low = high;
  for (int chunk = 0; chunk < chunks; chunk++, samples += LANES, at += LANES) {
    __m256i wide = _mm256_cvtepu8_epi16(_mm_loadu_si128((const __m128i *)samples));
    high = _mm256_add_epi32(high, _mm256_madd_epi16(wide, _mm256_loadu_si256((const __m256i *)&windows.high[at])));
    low = _mm256_add_epi32(low, _mm256_madd_epi16(wide, _mm256_loadu_si256((const __m256i *)&windows.low[at])));
  }
  return _mm256_add_epi32(_mm256_slli_epi32(high, LOW_BITS), low);
}

// The sum of each of eight vectors. Blends, where hadd would shuffle: what shuffles is scarce.
__attribute__((target("avx2"), always_inline)) static inline __m256i totals(const __m256i sums[8]) {
  __m256i halves[4], quarters[2];  // what belongs together lies in 4, then in 2 neighbouring places
  for (int i = 0; i < 4; i++)
    halves[i] = _mm256_add_epi32(_mm256_blend_epi32(sums[i], sums[i + 4], 0xF0),
                                 _mm256_permute2x128_si256(sums[i], sums[i + 4], 0x21));
  for (int i = 0; i < 2; i++) {
    __m256d a = _mm256_castsi256_pd(halves[i]), b = _mm256_castsi256_pd(halves[i + 2]);
    quarters[i] = _mm256_add_epi32(_mm256_blend_epi32(halves[i], halves[i + 2], 0xCC),
                                   _mm256_castpd_si256(_mm256_shuffle_pd(a, b, 0x5)));
  }
  __m256i crossed = _mm256_blend_epi32(quarters[0], quarters[1], 0x55);
  return _mm256_add_epi32(_mm256_blend_epi32(quarters[0], quarters[1], 0xAA), _mm256_shuffle_epi32(crossed, 0xB1));
}

// Eight outputs from `x` on.
__attribute__((target("avx2"), always_inline)) static inline uint64_t eight_outputs(const uint8_t *row,
                                                                                    window_filter windows,
                                                                                    int chunks, int x) {
  __m256i sums[8];
#pragma clang loop unroll(full)
  for (int i = 0; i < 8; i++) sums[i] = partial_sums(row, windows, chunks, x + i);
  __m256i half = _mm256_set1_epi32(1 << (WEIGHT_BITS - 1));
  __m256i total = _mm256_srai_epi32(_mm256_add_epi32(totals(sums), half), WEIGHT_BITS);
  __m128i words = _mm_packs_epi32(_mm256_castsi256_si128(total), _mm256_extracti128_si256(total, 1));
  return (uint64_t)_mm_cvtsi128_si64(_mm_packus_epi16(words, words));
}

__attribute__((target("avx2"), always_inline)) static inline void rows_8_windowed(const uint8_t *input, int rows,
                                                                                  cradiograph_filter filter,
                                                                                  window_filter windows,
                                                                                  int chunks, uint8_t *output) {
  for (int y = 0; y < rows; y++, input += filter.input_length, output += filter.output_length) {
    int x = 0;
    for (; x + 8 <= filter.output_length; x += 8) {
      uint64_t bytes = eight_outputs(input, windows, chunks, x);
      memcpy(output + x, &bytes, 8);
    }
    if (x == filter.output_length) continue;
    uint64_t bytes = eight_outputs(input, windows, chunks, x);
    memcpy(output + x, &bytes, (size_t)(filter.output_length - x));
  }
}

// A chunk or two, reductions up to 15 times, are nearly all there is: they get loops of their own.
__attribute__((target("avx2"))) static void rows_8_avx2(const uint8_t *input, int rows, cradiograph_filter filter,
                                                        const window_filter *windows, uint8_t *output) {
  switch (windows->chunks) {
    case 1: rows_8_windowed(input, rows, filter, *windows, 1, output); break;
    case 2: rows_8_windowed(input, rows, filter, *windows, 2, output); break;
    default: rows_8_windowed(input, rows, filter, *windows, windows->chunks, output);
  }
}
#endif

void cradiograph_resample_rows_8(const uint8_t *input, int rows, cradiograph_filter filter, const int32_t *weights,
                                 cradiograph_instructions instructions, uint8_t *output) {
#if defined(__x86_64__)
  if (instructions != CRADIOGRAPH_PORTABLE && filter.input_length >= filter.taps + LANES) {
    window_filter windows = {0};
    int is_made = make_windows(&windows, filter, weights);
    if (is_made) rows_8_avx2(input, rows, filter, &windows, output);
    free_windows(&windows);
    if (is_made) return;
  }
#else
  (void)instructions;
#endif
  rows_8(input, rows, filter, weights, output);
}

// MARK: - Columns of 8 bits

// Sums a strip of columns that fits the registers, tap by tap.
enum { STRIP = 32 };

__attribute__((always_inline)) static inline void columns_8(const uint8_t *input, int width, cradiograph_filter filter,
                                                            const int32_t *weights, uint8_t *output) {
  for (int y = 0; y < filter.output_length; y++, output += width) {
    const int32_t *w = weights + (size_t)y * (size_t)filter.taps;
    const uint8_t *rows = input + (size_t)filter.first[y] * (size_t)width;
    int x = 0;
    for (; x + STRIP <= width; x += STRIP) {
      int32_t sums[STRIP];
      for (int i = 0; i < STRIP; i++) sums[i] = 1 << (WEIGHT_BITS - 1);
      for (int k = 0; k < filter.count[y]; k++) {
        const uint8_t *row = rows + (size_t)k * (size_t)width + x;
        for (int i = 0; i < STRIP; i++) sums[i] += row[i] * w[k];
      }
      for (int i = 0; i < STRIP; i++) output[x + i] = narrow_8(sums[i]);
    }
    for (; x < width; x++) {
      int32_t sum = 1 << (WEIGHT_BITS - 1);
      for (int k = 0; k < filter.count[y]; k++) sum += rows[(size_t)k * (size_t)width + (size_t)x] * w[k];
      output[x] = narrow_8(sum);
    }
  }
}

#if defined(__x86_64__)
__attribute__((target("avx2"))) static void columns_8_avx2(const uint8_t *input, int width, cradiograph_filter filter,
                                                           const int32_t *weights, uint8_t *output) {
  columns_8(input, width, filter, weights, output);
}
#endif

void cradiograph_resample_columns_8(const uint8_t *input, int width, cradiograph_filter filter, const int32_t *weights,
                                    cradiograph_instructions instructions, uint8_t *output) {
#if defined(__x86_64__)
  if (instructions != CRADIOGRAPH_PORTABLE) {
    columns_8_avx2(input, width, filter, weights, output);
    return;
  }
#else
  (void)instructions;
#endif
  columns_8(input, width, filter, weights, output);
}

// MARK: - 16 bits

void cradiograph_resample_rows_16(const uint16_t *input, int rows, cradiograph_filter filter, const double *weights,
                                  uint16_t *output) {
  for (int y = 0; y < rows; y++, input += filter.input_length, output += filter.output_length)
    for (int x = 0; x < filter.output_length; x++) {
      const double *w = weights + (size_t)x * (size_t)filter.taps;
      const uint16_t *samples = input + filter.first[x];
      double sum = 0;
      for (int k = 0; k < filter.count[x]; k++) sum += samples[k] * w[k];
      output[x] = narrow_16(sum);
    }
}

void cradiograph_resample_columns_16(const uint16_t *input, int width, cradiograph_filter filter,
                                     const double *weights, uint16_t *output) {
  for (int y = 0; y < filter.output_length; y++, output += width) {
    const double *w = weights + (size_t)y * (size_t)filter.taps;
    const uint16_t *rows = input + (size_t)filter.first[y] * (size_t)width;
    for (int x = 0; x < width; x++) {
      double sum = 0;
      for (int k = 0; k < filter.count[y]; k++) sum += rows[(size_t)k * (size_t)width + (size_t)x] * w[k];
      output[x] = narrow_16(sum);
    }
  }
}
