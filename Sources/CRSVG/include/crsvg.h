// Draws SVG with librsvg and cairo, which are loaded when first asked for: a program that draws nothing starts
// without them, and runs where they are not installed.
#pragma once

#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

typedef enum {
  CRSVG_OK = 0,
  CRSVG_NO_LIBRARY = 1,  // librsvg-2.so.2 can't be loaded or is too old
  CRSVG_BAD_SVG = 2,     // librsvg refused the document
  CRSVG_CAIRO = 3,       // cairo could not make the picture
  CRSVG_NO_MEMORY = 4,
} crsvg_status;

/// Draws `svg` into a picture of `width` × `height` pixels. On success `*png` holds `*png_length` bytes that the caller
/// gives to crsvg_free; otherwise `message`, which holds `message_size` bytes, says why in a zero-terminated text.
crsvg_status crsvg_draw(const uint8_t *svg, size_t svg_length, int width, int height, uint8_t **png,
                        size_t *png_length, char *message, size_t message_size);

/// Draws `svg` over black into `rgb`, which holds `width` × `height` pixels of three bytes, row by row. Otherwise `message`
/// says why, as above, and `rgb` holds nothing of use.
crsvg_status crsvg_draw_on_black(const uint8_t *svg, size_t svg_length, int width, int height, uint8_t *rgb,
                                 char *message, size_t message_size);

/// Frees what crsvg_draw gave; NULL is allowed.
void crsvg_free(uint8_t *png);

#ifdef __cplusplus
}
#endif
