// Raw deflate (RFC 1951) by zlib, with a limit on what comes out.
#include "cdicom.h"

#include <algorithm>
#include <cstdlib>
#include <limits>

#include <zlib.h>

cdicom_status cdicom_inflate(
    const uint8_t *bytes, size_t count, size_t limit, uint8_t **output, size_t *output_count) {
  *output = nullptr;
  *output_count = 0;
  if (count > std::numeric_limits<uInt>::max() || limit > std::numeric_limits<uInt>::max()) return CDICOM_TOO_LARGE;
  z_stream stream{};
  if (inflateInit2(&stream, -MAX_WBITS) != Z_OK) return CDICOM_TOO_LARGE;
  stream.next_in = const_cast<Bytef *>(bytes);
  stream.avail_in = static_cast<uInt>(count);

  uint8_t *buffer = nullptr;
  size_t capacity = 0;
  cdicom_status status = CDICOM_DAMAGED;
  for (;;) {
    if (stream.total_out == capacity) {
      if (capacity == limit) {
        status = CDICOM_TOO_LARGE;
        break;
      }
      capacity = std::min(limit, std::max<size_t>(1 << 16, capacity * 2));
      auto *larger = static_cast<uint8_t *>(std::realloc(buffer, capacity));
      if (larger == nullptr) {
        status = CDICOM_TOO_LARGE;
        break;
      }
      buffer = larger;
    }
    stream.next_out = buffer + stream.total_out;
    stream.avail_out = static_cast<uInt>(capacity - stream.total_out);
    const int result = inflate(&stream, Z_NO_FLUSH);
    if (result == Z_STREAM_END) {
      status = CDICOM_OK;
      break;
    }
    if (result != Z_OK) break;  // includes Z_BUF_ERROR: the input ended before the stream did
  }
  *output_count = stream.total_out;
  inflateEnd(&stream);
  if (status != CDICOM_OK) {
    std::free(buffer);
    *output_count = 0;
    return status;
  }
  *output = buffer;
  return CDICOM_OK;
}

void cdicom_free(uint8_t *bytes) { std::free(bytes); }
