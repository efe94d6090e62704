/// libpng, made safe to call from Swift: its longjmp never leaves this module, and what it may allocate is capped.
/// Samples come out as Pillow's `convert("L")` or `convert("RGB")` leaves them: no gamma, alpha dropped; grey of 16 bits
/// keeps them.
#pragma once

#include <stddef.h>
#include <stdint.h>

typedef enum {
  CPNG_OK = 0,
  CPNG_TRUNCATED,       // the bytes end before the picture does
  CPNG_DAMAGED,         // the bytes contradict the format
  CPNG_TOO_MUCH_MEMORY  // an allocation failed
} cpng_status;

/// What the header chunk tells.
typedef struct {
  int width;
  int height;
  int channels;          // of the decoded picture: 1 grey, 3 red, green, blue
  int bytes_per_sample;  // of the decoded picture: 2 (native order) for grey of 16 bits, else 1
} cpng_header;

/// Longest message, with its closing zero.
enum { CPNG_MESSAGE_SIZE = 200 };

/// Reads all chunks before the picture. On failure `message` has libpng's words.
cpng_status cpng_read_header(const uint8_t *bytes, size_t count, cpng_header *header, char message[CPNG_MESSAGE_SIZE]);

/// Decodes into `pixels`, row-major, interleaved. `capacity`, in bytes, must be exactly what the header read before asks
/// for.
cpng_status cpng_decode(const uint8_t *bytes, size_t count, void *pixels, size_t capacity,
                        char message[CPNG_MESSAGE_SIZE]);
