/// libjpeg-turbo, made safe to call from Swift: its longjmp never leaves this module, and a warning that means lost
/// pixels is an error. Decoding is what Pillow's is: integer ("islow") DCT, smooth ("fancy") chroma upsampling.
#pragma once

#include <stddef.h>
#include <stdint.h>

#include "cturbojpeg_encode.h"

typedef enum {
  CJPEG_OK = 0,
  CJPEG_TRUNCATED,       // the bytes end before the picture does
  CJPEG_DAMAGED,         // the bytes contradict the format
  CJPEG_UNSUPPORTED,     // a variety that libjpeg-turbo does not decode
  CJPEG_TOO_MANY_SCANS,  // a progressive file with more scans than allowed
  CJPEG_TOO_MUCH_MEMORY  // an allocation failed or the cap was reached
} cjpeg_status;

/// What the frame header tells.
typedef struct {
  int width;
  int height;
  int channels;  // of the decoded picture: 1 grey, 3 red, green, blue (also made of CMYK and YCCK)
} cjpeg_header;

/// Longest message, with its closing zero.
enum { CJPEG_MESSAGE_SIZE = 200 };

/// Reads the frame header. On failure `message` has libjpeg's words.
cjpeg_status cjpeg_read_header(const uint8_t *bytes, size_t count, cjpeg_header *header,
                               char message[CJPEG_MESSAGE_SIZE]);

/// Width or height of the picture when it is decoded at 1/`denominator` of its size.
int cjpeg_scaled(int length, int denominator);

/// Decodes at 1/`denominator` (1, 2, 4 or 8) of the size into `pixels`, row-major, interleaved.
/// `capacity` must be exactly scaled width × scaled height × channels of the header read before.
cjpeg_status cjpeg_decode(const uint8_t *bytes, size_t count, int denominator, int maximum_scans, uint8_t *pixels,
                          size_t capacity, char message[CJPEG_MESSAGE_SIZE]);
