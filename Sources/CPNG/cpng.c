#include "cpng.h"

#include <setjmp.h>
#include <stdio.h>
#include <string.h>

#include <png.h>

// One decoding: what is left of the bytes, and what went wrong.
typedef struct {
  png_structp png;
  png_infop info;
  const uint8_t *next;
  size_t left;
  cpng_status status;
  char *message;
} session;

// Only IHDR, PLTE and IDAT are looked at; the length of any other chunk, which is skipped, needs some cap.
enum { MAXIMUM_CHUNK_BYTES = 1 << 26, MAXIMUM_CHUNKS = 64 };

// Chunks that change no pixel here. Skipped unread, since some inflate to far more than their size.
static const png_byte skipped_chunks[] =
    "bKGD\0cHRM\0eXIf\0gAMA\0hIST\0iCCP\0iTXt\0oFFs\0pCAL\0pHYs\0sBIT\0sCAL\0sPLT\0sRGB\0sTER\0tEXt\0tIME\0tRNS\0zTXt";

// MARK: - Callbacks

static void on_error(png_structp png, png_const_charp message) {
  session *s = png_get_error_ptr(png);
  if (s->status == CPNG_OK)
    s->status = strstr(message, "memory") ? CPNG_TOO_MUCH_MEMORY : CPNG_DAMAGED;
  snprintf(s->message, CPNG_MESSAGE_SIZE, "%s", message);
  png_longjmp(png, 1);
}

static void on_warning(png_structp png, png_const_charp message) {
  (void)png;
  (void)message;
}

static void on_read(png_structp png, png_bytep into, size_t count) {
  session *s = png_get_io_ptr(png);
  if (count > s->left) {
    s->status = CPNG_TRUNCATED;
    png_error(png, "the file ends too early");
  }
  memcpy(into, s->next, count);
  s->next += count;
  s->left -= count;
}

// MARK: - Session

static cpng_status begin(session *s, const uint8_t *bytes, size_t count, char *message) {
  memset(s, 0, sizeof *s);
  message[0] = 0;
  s->next = bytes;
  s->left = count;
  s->message = message;
  s->png = png_create_read_struct(PNG_LIBPNG_VER_STRING, s, on_error, on_warning);
  if (s->png) s->info = png_create_info_struct(s->png);
  if (!s->info) s->status = CPNG_TOO_MUCH_MEMORY;
  return s->status;
}

static cpng_status end(session *s) {
  png_destroy_read_struct(&s->png, &s->info, NULL);
  return s->status;
}

static cpng_header read_header(session *s) {
  png_set_read_fn(s->png, s, on_read);
  png_set_chunk_malloc_max(s->png, MAXIMUM_CHUNK_BYTES);
  png_set_chunk_cache_max(s->png, MAXIMUM_CHUNKS);
  // Width and height are the caller's to judge, by this header.
  png_set_user_limits(s->png, PNG_UINT_31_MAX, PNG_UINT_31_MAX);
  png_set_keep_unknown_chunks(s->png, PNG_HANDLE_CHUNK_NEVER, NULL, 0);
  png_set_keep_unknown_chunks(s->png, PNG_HANDLE_CHUNK_NEVER, skipped_chunks, (int)sizeof skipped_chunks / 5);
  png_read_info(s->png, s->info);
  int is_color = (png_get_color_type(s->png, s->info) & PNG_COLOR_MASK_COLOR) != 0;
  int is_deep = png_get_bit_depth(s->png, s->info) == 16;
  return (cpng_header){
      .width = (int)png_get_image_width(s->png, s->info),
      .height = (int)png_get_image_height(s->png, s->info),
      .channels = is_color ? 3 : 1,
      .bytes_per_sample = is_deep && !is_color ? 2 : 1,
  };
}

cpng_status cpng_read_header(const uint8_t *bytes, size_t count, cpng_header *header, char message[CPNG_MESSAGE_SIZE]) {
  session s;
  if (begin(&s, bytes, count, message) != CPNG_OK) return end(&s);
  if (setjmp(png_jmpbuf(s.png))) return end(&s);
  *header = read_header(&s);
  return end(&s);
}

// MARK: - Decoding

static void set_transformations(session *s, const cpng_header *header) {
  png_byte color_type = png_get_color_type(s->png, s->info);
  if (color_type == PNG_COLOR_TYPE_PALETTE) png_set_palette_to_rgb(s->png);
  if (color_type == PNG_COLOR_TYPE_GRAY) png_set_expand_gray_1_2_4_to_8(s->png);
  if (color_type & PNG_COLOR_MASK_ALPHA) png_set_strip_alpha(s->png);
  if (header->bytes_per_sample == 1) png_set_strip_16(s->png);
#if __BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__
  if (header->bytes_per_sample == 2) png_set_swap(s->png);
#endif
}

cpng_status cpng_decode(const uint8_t *bytes, size_t count, void *pixels, size_t capacity,
                        char message[CPNG_MESSAGE_SIZE]) {
  session s;
  if (begin(&s, bytes, count, message) != CPNG_OK) return end(&s);
  if (setjmp(png_jmpbuf(s.png))) return end(&s);
  cpng_header header = read_header(&s);
  set_transformations(&s, &header);
  int passes = png_set_interlace_handling(s.png);
  png_read_update_info(s.png, s.info);
  size_t stride = png_get_rowbytes(s.png, s.info);
  if (stride != (size_t)header.width * (size_t)(header.channels * header.bytes_per_sample) ||
      capacity / stride != (size_t)header.height || capacity % stride != 0)
    png_error(s.png, "the size changed between header and picture");
  for (int pass = 0; pass < passes; pass++)
    for (int y = 0; y < header.height; y++) png_read_row(s.png, (png_bytep)pixels + (size_t)y * stride, NULL);
  return end(&s);
}
