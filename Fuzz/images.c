// libFuzzer target for everything in C that JPEG and PNG files pass through, with AddressSanitizer and
// UndefinedBehaviorSanitizer. From the repository's root, with the Swift toolchain's clang:
//
//   clang -g -O1 -fsanitize=fuzzer,address,undefined -ISources/CRadiograph/include -ISources/CTurboJPEG/include \
//     -ISources/CPNG/include Fuzz/images.c Sources/{CRadiograph,CTurboJPEG}/*.c Sources/CPNG/cpng.c -ljpeg -lpng -lm \
//     -o /tmp/fuzz-images
//   mkdir -p /tmp/corpus && cp Tests/RadiographTests/Goldens/*.{jpg,png} /tmp/corpus
//   /tmp/fuzz-images -max_total_time=600 -max_len=20000 -rss_limit_mb=1000 -timeout=5 /tmp/corpus
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "cpng.h"
#include "cradiograph.h"
#include "cturbojpeg.h"

enum { MAXIMUM_PIXELS = 1 << 22 };  // stands for DecodingLimits

// Whatever the fast decoder accepts, libjpeg-turbo must accept too.
static void read_jpeg(const uint8_t *data, size_t size) {
  char message[CJPEG_MESSAGE_SIZE];
  cjpeg_header header;
  if (cjpeg_read_header(data, size, &header, message) != CJPEG_OK) return;
  if ((int64_t)header.width * header.height > MAXIMUM_PIXELS) return;
  int denominator = 1 << (size & 3);
  size_t capacity = (size_t)cjpeg_scaled(header.width, denominator) *
                    (size_t)cjpeg_scaled(header.height, denominator) * (size_t)header.channels;
  uint8_t *fast = malloc(capacity), *pixels = malloc(capacity);
  int is_done = header.channels == 1 &&
                cradiograph_decode_grey_jpeg(data, size, header.width, header.height, denominator, fast);
  cjpeg_status status = cjpeg_decode(data, size, denominator, 50, pixels, capacity, message);
  if (is_done && status != CJPEG_OK) abort();
  free(fast);
  free(pixels);
}

static void read_png(const uint8_t *data, size_t size) {
  char message[CPNG_MESSAGE_SIZE];
  cpng_header header;
  if (cpng_read_header(data, size, &header, message) != CPNG_OK) return;
  if ((int64_t)header.width * header.height > MAXIMUM_PIXELS) return;
  size_t capacity = (size_t)header.width * (size_t)header.height * (size_t)(header.channels * header.bytes_per_sample);
  uint8_t *pixels = malloc(capacity);
  cpng_decode(data, size, pixels, capacity, message);
  free(pixels);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  if (size > 0 && data[0] == 0xFF)
    read_jpeg(data, size);
  else
    read_png(data, size);
  return 0;
}
