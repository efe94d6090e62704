/// The other way: pixels to a JPEG file in memory.
#pragma once

#include <stddef.h>
#include <stdint.h>

/// Encodes `width` × `height` pixels of 8 bits, row-major and interleaved, `channels` 1 (grey) or 3 (red, green, blue), at a
/// quality from 1 to 100. The file is the one that Pillow's `save(…, "JPEG", quality=…)` writes: baseline, integer
/// ("islow") DCT, the tables of annex K of ITU-T T.81 scaled by libjpeg, chroma halved both ways. Returns the file, which the
/// caller gives to cjpeg_free, or NULL where memory does not suffice or a side is longer than 65,535.
uint8_t *cjpeg_encode(const uint8_t *pixels, int width, int height, int channels, int quality, size_t *count);

/// Frees what cjpeg_encode returned; NULL is allowed.
void cjpeg_free(uint8_t *file);
