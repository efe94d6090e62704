#include "cpng_encode.h"

#include <png.h>
#include <stdlib.h>
#include <string.h>
#include <zlib.h>

// The file as far as it is written.
typedef struct {
  uint8_t *bytes;
  size_t count, capacity;
} growing_file;

static void append(png_structp png, png_bytep bytes, png_size_t count) {
  growing_file *file = png_get_io_ptr(png);
  if (count > SIZE_MAX / 2 - file->count) png_error(png, "too large");
  if (file->count + count > file->capacity) {
    const size_t capacity = 2 * (file->count + count);
    uint8_t *larger = realloc(file->bytes, capacity);
    if (!larger) png_error(png, "out of memory");
    file->bytes = larger;
    file->capacity = capacity;
  }
  memcpy(file->bytes + file->count, bytes, count);
  file->count += count;
}

// Nothing waits to be written.
static void flush(png_structp png) { (void)png; }

// The only failures are want of memory and absurd sizes; the caller is told by NULL, nobody by a line on stderr.
static void give_up(png_structp png, png_const_charp message) {
  (void)message;
  png_longjmp(png, 1);
}

static void be_silent(png_structp png, png_const_charp message) {
  (void)png;
  (void)message;
}

// All that may end in a longjmp: it returns here, to a frame whose variables do not change after setjmp.
static int write_file(png_structp png, png_infop info, growing_file *file, const uint8_t *pixels, int width, int height,
                      int channels, int fast) {
  if (setjmp(png_jmpbuf(png))) return 0;
  png_set_write_fn(png, file, append, flush);
  png_set_user_limits(png, 0x7fffffff, 0x7fffffff);
  png_set_IHDR(png, info, (png_uint_32)width, (png_uint_32)height, 8, channels == 3 ? PNG_COLOR_TYPE_RGB : PNG_COLOR_TYPE_GRAY,
               PNG_INTERLACE_NONE, PNG_COMPRESSION_TYPE_DEFAULT, PNG_FILTER_TYPE_DEFAULT);
  png_set_sRGB(png, info, PNG_sRGB_INTENT_PERCEPTUAL);
  if (fast) {
    // What stands above predicts an X-ray's pixel so well that there is little left for a search for repetitions.
    png_set_filter(png, PNG_FILTER_TYPE_BASE, PNG_FILTER_UP);
    png_set_compression_level(png, 1);
    png_set_compression_strategy(png, Z_HUFFMAN_ONLY);
  }
  png_write_info(png, info);
  const size_t row = (size_t)width * (size_t)channels;
  for (int y = 0; y < height; y++) png_write_row(png, pixels + (size_t)y * row);
  png_write_end(png, info);
  return 1;
}

uint8_t *cpng_encode(const uint8_t *pixels, int width, int height, int channels, int fast,
                     size_t *count) {
  png_structp png = png_create_write_struct(PNG_LIBPNG_VER_STRING, NULL, give_up, be_silent);
  png_infop info = png ? png_create_info_struct(png) : NULL;
  growing_file file = {0};
  const int is_written = info && write_file(png, info, &file, pixels, width, height, channels, fast);
  png_destroy_write_struct(&png, &info);
  if (!is_written) {
    free(file.bytes);
    return NULL;
  }
  *count = file.count;
  return file.bytes;
}

void cpng_free(uint8_t *file) { free(file); }
