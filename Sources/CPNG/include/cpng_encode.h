/// The other way: pixels to a PNG file in memory.
#pragma once

#include <stddef.h>
#include <stdint.h>

/// Encodes `width` × `height` pixels of 8 bits, row-major and interleaved, `channels` 1 (grey) or 3 (red, green, blue).
/// With `fast` it takes a fraction of the time, and the file is somewhat larger. Returns the file, which the caller gives to
/// cpng_free, or NULL where memory does not suffice.
uint8_t *cpng_encode(const uint8_t *pixels, int width, int height, int channels, int fast,
                     size_t *count);

/// Frees what cpng_encode returned; NULL is allowed.
void cpng_free(uint8_t *file);
