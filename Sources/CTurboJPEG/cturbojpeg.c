#include "cturbojpeg.h"

#include <setjmp.h>
#include <stdio.h>
#include <string.h>

#include <jpeglib.h>

#include <jerror.h>

// One decoding, with the place to jump back to when libjpeg fails.
typedef struct {
  struct jpeg_decompress_struct decoder;
  struct jpeg_error_mgr errors;
  struct jpeg_progress_mgr progress;
  jmp_buf failed;
  cjpeg_status status;
  int maximum_scans;
  char *message;
} session;

// MARK: - Callbacks

static cjpeg_status status_of(int code) {
  switch (code) {
    case JERR_INPUT_EMPTY:
    case JERR_INPUT_EOF:
    case JWRN_JPEG_EOF: return CJPEG_TRUNCATED;
    case JERR_ARITH_NOTIMPL:
    case JERR_BAD_PRECISION:
    case JERR_CCIR601_NOTIMPL:
    case JERR_CONVERSION_NOTIMPL:
    case JERR_FRACT_SAMPLE_NOTIMPL:
    case JERR_NOTIMPL:
    case JERR_SOF_UNSUPPORTED: return CJPEG_UNSUPPORTED;
    case JERR_NO_BACKING_STORE:
    case JERR_OUT_OF_MEMORY: return CJPEG_TOO_MUCH_MEMORY;
    default: return CJPEG_DAMAGED;
  }
}

static void fail(session *s, cjpeg_status status) {
  s->status = status;
  s->errors.format_message((j_common_ptr)&s->decoder, s->message);  // JMSG_LENGTH_MAX is CJPEG_MESSAGE_SIZE
  longjmp(s->failed, 1);
}

static void on_error(j_common_ptr decoder) {
  session *s = decoder->client_data;
  fail(s, status_of(s->errors.msg_code));
}

// Warnings that mean lost pixels are failures; the others (bytes between markers, odd progression, …) are harmless.
static void on_message(j_common_ptr decoder, int level) {
  session *s = decoder->client_data;
  if (level >= 0) return;
  switch (s->errors.msg_code) {
    case JWRN_ARITH_BAD_CODE:
    case JWRN_HIT_MARKER:
    case JWRN_HUFF_BAD_CODE:
    case JWRN_JPEG_EOF:
    case JWRN_MUST_RESYNC: fail(s, status_of(s->errors.msg_code));
  }
}

static void on_output(j_common_ptr decoder) { (void)decoder; }

static void on_progress(j_common_ptr decoder) {
  session *s = decoder->client_data;
  if (s->decoder.input_scan_number <= s->maximum_scans) return;
  s->status = CJPEG_TOO_MANY_SCANS;
  longjmp(s->failed, 1);
}

// MARK: - Session

_Static_assert(CJPEG_MESSAGE_SIZE >= JMSG_LENGTH_MAX, "libjpeg's messages must fit");

static void begin(session *s, char *message) {
  memset(s, 0, sizeof *s);
  message[0] = 0;
  s->message = message;
  s->decoder.err = jpeg_std_error(&s->errors);
  s->decoder.client_data = s;
  s->errors.error_exit = on_error;
  s->errors.emit_message = on_message;
  s->errors.output_message = on_output;
}

static cjpeg_status end(session *s) {
  jpeg_destroy_decompress(&s->decoder);
  return s->status;
}

static void read_header(session *s, const uint8_t *bytes, size_t count) {
  jpeg_create_decompress(&s->decoder);
  jpeg_mem_src(&s->decoder, bytes, count);
  jpeg_read_header(&s->decoder, TRUE);
}

static int channels_of(const session *s) {
  switch (s->decoder.jpeg_color_space) {
    case JCS_GRAYSCALE: return 1;
    case JCS_RGB:
    case JCS_YCbCr:
    case JCS_CMYK:
    case JCS_YCCK: return 3;
    default: return 0;
  }
}

cjpeg_status cjpeg_read_header(const uint8_t *bytes, size_t count, cjpeg_header *header,
                               char message[CJPEG_MESSAGE_SIZE]) {
  session s;
  begin(&s, message);
  if (setjmp(s.failed)) return end(&s);
  read_header(&s, bytes, count);
  header->width = (int)s.decoder.image_width;
  header->height = (int)s.decoder.image_height;
  header->channels = channels_of(&s);
  if (header->channels == 0) {
    snprintf(message, CJPEG_MESSAGE_SIZE, "%d components of unknown colours", s.decoder.num_components);
    s.status = CJPEG_UNSUPPORTED;
  }
  return end(&s);
}

// MARK: - Decoding

// CMYK as Adobe stores it, inverted, to RGB with Pillow's rounding.
static void convert_cmyk(const uint8_t *cmyk, uint8_t *rgb, int width) {
  for (int x = 0; x < width; x++, cmyk += 4, rgb += 3) {
    unsigned black = cmyk[3];
    for (int c = 0; c < 3; c++) {
      unsigned product = (255u - cmyk[c]) * black + 128;
      rgb[c] = (uint8_t)(black - (((product >> 8) + product) >> 8));
    }
  }
}

int cjpeg_scaled(int length, int denominator) { return (length + denominator - 1) / denominator; }

static void decode_rows(session *s, uint8_t *pixels, size_t stride) {
  struct jpeg_decompress_struct *decoder = &s->decoder;
  JSAMPARRAY cmyk = NULL;
  if (decoder->out_color_space == JCS_CMYK)
    cmyk = decoder->mem->alloc_sarray((j_common_ptr)decoder, JPOOL_IMAGE, decoder->output_width * 4, 1);
  while (decoder->output_scanline < decoder->output_height) {
    JSAMPROW row = pixels + decoder->output_scanline * stride;
    if (cmyk) {
      jpeg_read_scanlines(decoder, cmyk, 1);
      convert_cmyk(cmyk[0], row, (int)decoder->output_width);
    } else {
      jpeg_read_scanlines(decoder, &row, 1);
    }
  }
}

cjpeg_status cjpeg_decode(const uint8_t *bytes, size_t count, int denominator, int maximum_scans, uint8_t *pixels,
                          size_t capacity, char message[CJPEG_MESSAGE_SIZE]) {
  session s;
  begin(&s, message);
  if (setjmp(s.failed)) return end(&s);
  read_header(&s, bytes, count);
  int channels = channels_of(&s);
  int is_cmyk = s.decoder.jpeg_color_space == JCS_CMYK || s.decoder.jpeg_color_space == JCS_YCCK;
  s.decoder.out_color_space = channels == 1 ? JCS_GRAYSCALE : is_cmyk ? JCS_CMYK : JCS_RGB;
  s.decoder.dct_method = JDCT_ISLOW;
  s.decoder.scale_num = 1;
  s.decoder.scale_denom = (unsigned)denominator;
  s.maximum_scans = maximum_scans;
  s.progress.progress_monitor = on_progress;
  s.decoder.progress = &s.progress;
  // Coefficients of a progressive file take two bytes a sample; chroma planes are padded to whole blocks.
  s.decoder.mem->max_memory_to_use =
      (long)s.decoder.image_width * s.decoder.image_height * s.decoder.num_components * 3 + (16 << 20);
  jpeg_start_decompress(&s.decoder);
  size_t stride = (size_t)s.decoder.output_width * (size_t)channels;
  if (channels == 0 || stride * s.decoder.output_height != capacity) {
    snprintf(message, CJPEG_MESSAGE_SIZE, "the size changed between header and picture");
    s.status = CJPEG_DAMAGED;
    return end(&s);
  }
  decode_rows(&s, pixels, stride);
  return end(&s);
}
