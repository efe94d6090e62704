#include "cturbojpeg_encode.h"

#include <setjmp.h>
#include <stdio.h>
#include <stdlib.h>

#include <jpeglib.h>

// One encoding, with the place to jump back to when libjpeg fails.
typedef struct {
  struct jpeg_compress_struct encoder;
  struct jpeg_error_mgr errors;
  jmp_buf failed;
  unsigned char *file;
  unsigned long count;
} session;

// The only failures are want of memory and absurd sizes; the caller is told by NULL, nobody by a line on stderr.
static void give_up(j_common_ptr encoder) {
  session *s = encoder->client_data;
  longjmp(s->failed, 1);
}

static void be_silent(j_common_ptr encoder) { (void)encoder; }

// All that may end in a longjmp: it returns here, to a frame whose variables do not change after setjmp.
static int write_file(session *s, const uint8_t *pixels, int width, int height, int channels, int quality) {
  if (setjmp(s->failed)) return 0;
  struct jpeg_compress_struct *encoder = &s->encoder;
  jpeg_create_compress(encoder);
  jpeg_mem_dest(encoder, &s->file, &s->count);
  encoder->image_width = (JDIMENSION)width;
  encoder->image_height = (JDIMENSION)height;
  encoder->input_components = channels;
  encoder->in_color_space = channels == 3 ? JCS_RGB : JCS_GRAYSCALE;
  jpeg_set_defaults(encoder);
  jpeg_set_quality(encoder, quality, TRUE);
  encoder->dct_method = JDCT_ISLOW;
  jpeg_start_compress(encoder, TRUE);
  const size_t stride = (size_t)width * (size_t)channels;
  while (encoder->next_scanline < encoder->image_height) {
    JSAMPROW row = (JSAMPROW)(pixels + encoder->next_scanline * stride);  // libjpeg only reads it
    jpeg_write_scanlines(encoder, &row, 1);
  }
  jpeg_finish_compress(encoder);
  return 1;
}

uint8_t *cjpeg_encode(const uint8_t *pixels, int width, int height, int channels, int quality, size_t *count) {
  session s = {0};
  s.encoder.err = jpeg_std_error(&s.errors);
  s.encoder.client_data = &s;
  s.errors.error_exit = give_up;
  s.errors.output_message = be_silent;
  const int is_written = write_file(&s, pixels, width, height, channels, quality);
  jpeg_destroy_compress(&s.encoder);
  if (!is_written) {
    free(s.file);
    return NULL;
  }
  *count = s.count;
  return s.file;
}

void cjpeg_free(uint8_t *file) { free(file); }
