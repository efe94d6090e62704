// The codecs that DICOM needs, as a C interface: DCMTK (JPEG, JPEG-LS), OpenJPEG (JPEG 2000) and zlib (deflate).
//
// One call decodes one frame, from bytes in memory to samples in memory, and keeps nothing. No C++ exception leaves a
// function, no library writes a log line, no function opens a file or the network, and all of them may be
// called from several threads at once.
#ifndef CDICOM_H
#define CDICOM_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

typedef enum {
  CDICOM_OK = 0,
  /// The bytes contradict their format, or end too early.
  CDICOM_DAMAGED = 1,
  /// The decoded picture would not be the one that was announced.
  CDICOM_SIZE_MISMATCH = 2,
  /// The decoder does not know this variety of the format.
  CDICOM_UNSUPPORTED = 3,
  /// More would come out than the caller allows, or memory has run out.
  CDICOM_TOO_LARGE = 4,
  /// HTJ2K, and `cdicom_decodes_htj2k` is false.
  CDICOM_OLD_OPENJPEG = 5,
} cdicom_status;

typedef enum {
  CDICOM_JPEG_BASELINE,
  CDICOM_JPEG_EXTENDED,
  CDICOM_JPEG_LOSSLESS,
  CDICOM_JPEG_LOSSLESS_SV1,
  CDICOM_JPEG_LS_LOSSLESS,
  CDICOM_JPEG_LS_NEAR_LOSSLESS,
} cdicom_codec;

/// What one frame decodes to.
typedef struct {
  uint16_t rows;
  uint16_t columns;
  /// 1 or 3; colour comes out interleaved.
  uint16_t samples_per_pixel;
  /// 8 (DCMTK only), 16 or 32 (OpenJPEG only): the words that come out, little-endian.
  uint16_t bits_allocated;
  uint16_t bits_stored;
} cdicom_frame;

/// Decodes one frame that DCMTK knows, without any colour conversion. `output` has room for exactly
/// rows * columns * samples_per_pixel * bits_allocated / 8 bytes.
cdicom_status cdicom_decode(
    cdicom_codec codec, cdicom_frame frame, const uint8_t *bytes, size_t count, uint8_t *output, size_t output_count);

/// Whether HTJ2K is decoded: OpenJPEG must be 2.5.3 or newer. In 2.5.0, the first to know HTJ2K, a damaged code-block
/// fails an assertion, which ends the program.
bool cdicom_decodes_htj2k(void);

/// Decodes a JPEG 2000 or HTJ2K codestream, bare or in a JP2 box, to interleaved little-endian words of 16 or 32 bits
/// (`bits_allocated`), their lower bits if a sample has more. Refuses, before it allocates them, pictures that do not
/// have the size of `frame` (whose `bits_stored` does not matter); writes the precision of a sample, 1 to
/// `bits_allocated`. `output` has room for rows * columns * samples_per_pixel words.
cdicom_status cdicom_decode_jpeg2000(
    cdicom_frame frame, const uint8_t *bytes, size_t count, uint8_t *output, size_t output_count, uint32_t *precision);

/// Inflates a raw deflate stream (RFC 1951). On success `*output`, which the caller frees with `cdicom_free`, has
/// `*output_count` bytes, at most `limit`.
cdicom_status cdicom_inflate(
    const uint8_t *bytes, size_t count, size_t limit, uint8_t **output, size_t *output_count);

/// Frees what `cdicom_inflate` made.
void cdicom_free(uint8_t *bytes);

#ifdef __cplusplus
}
#endif

#endif
