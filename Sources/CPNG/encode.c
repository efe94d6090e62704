#include "cpng_encode.h"

#include <png.h>
#include <stdlib.h>
#include <string.h>

uint8_t *cpng_encode(const uint8_t *pixels, int width, int height, int channels, int fast,
                     size_t *count) {
  // libpng's simplified interface returns here on every failure: no longjmp to catch.
  png_image image;
  memset(&image, 0, sizeof image);
  image.version = PNG_IMAGE_VERSION;
  image.width = (png_uint_32)width;
  image.height = (png_uint_32)height;
  image.format = channels == 3 ? PNG_FORMAT_RGB : PNG_FORMAT_GRAY;
  if (fast) image.flags |= PNG_IMAGE_FLAG_FAST;
  png_alloc_size_t size = PNG_IMAGE_PNG_SIZE_MAX(image);
  uint8_t *file = malloc(size);
  if (!file) return NULL;
  if (!png_image_write_to_memory(&image, file, &size, 0, pixels, 0, NULL)) {
    free(file);
    return NULL;
  }
  *count = size;
  return file;
}

void cpng_free(uint8_t *file) { free(file); }
