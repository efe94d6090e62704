/// The inner loops of the module Radiograph: decoding of plain grey JPEG files and Pillow's antialiased resampling.
/// Every function has a form for any processor, or says that it has none; x86-64 with AVX2 or AVX-512 gets a faster one
/// with exactly the same result.
#pragma once

#include <stddef.h>
#include <stdint.h>

// MARK: - Processors

/// Which instructions a function may use.
typedef enum {
  CRADIOGRAPH_PORTABLE,  // any processor's
  CRADIOGRAPH_AVX2,      // AVX2 and BMI2: from Haswell and Zen 1 on
  CRADIOGRAPH_AVX512     // those of Ice Lake and Zen 4, which wide vectors don't slow down
} cradiograph_instructions;

/// The best that this processor has.
cradiograph_instructions cradiograph_best_instructions(void);

// MARK: - Decoding

/// Decodes a baseline JPEG file of one component at 1/`denominator` (1, 2, 4 or 8) of its size, which must be `width` ×
/// `height` in full. `pixels` takes ceil(width / denominator) × ceil(height / denominator) bytes.
///
/// Returns 1 when done: the pixels are those of libjpeg-turbo's integer DCT. Returns 0 for whatever is not plain (other
/// varieties, damage, no AVX2), with `pixels` undefined: libjpeg-turbo decides about those.
int cradiograph_decode_grey_jpeg(const uint8_t *bytes, size_t count, int width, int height, int denominator,
                                 cradiograph_instructions instructions, uint8_t *pixels);

// MARK: - Resampling

/// One direction of a resampling: each output sample is a weighted sum of `taps` input samples or fewer.
typedef struct {
  int input_length;
  int output_length;
  int taps;              // weights an output sample; unused ones are 0
  const int32_t *first;  // first input sample of each output sample
  const int32_t *count;  // input samples of each output sample
} cradiograph_filter;

/// Resamples rows of 8-bit samples with weights in fixed point of 22 bits (`taps` for each output sample).
/// `input` holds `rows` rows of `input_length` samples, `output` as many of `output_length`.
void cradiograph_resample_rows_8(const uint8_t *input, int rows, cradiograph_filter filter, const int32_t *weights,
                                 cradiograph_instructions instructions, uint8_t *output);

/// Resamples columns: `input` holds `input_length` rows of `width` samples, `output` `output_length` rows.
void cradiograph_resample_columns_8(const uint8_t *input, int width, cradiograph_filter filter, const int32_t *weights,
                                    cradiograph_instructions instructions, uint8_t *output);

/// As `cradiograph_resample_rows_8`, for 16-bit samples, with weights in double precision.
void cradiograph_resample_rows_16(const uint16_t *input, int rows, cradiograph_filter filter, const double *weights,
                                  uint16_t *output);

/// As `cradiograph_resample_columns_8`, for 16-bit samples, with weights in double precision.
void cradiograph_resample_columns_16(const uint16_t *input, int width, cradiograph_filter filter,
                                     const double *weights, uint16_t *output);
