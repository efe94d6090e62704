#define _GNU_SOURCE
#include "CHTTPBody.h"

#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <zlib.h>

// What zlib takes in one step: its counters are 32 bits wide.
static const size_t STEP = 1u << 30;

static int32_t reserve(uint8_t **buffer, size_t *capacity, size_t used, size_t limit) {
  if (used < *capacity) return 0;
  if (*capacity >= limit) return 2;
  size_t larger = *capacity < limit / 2 ? *capacity * 2 : limit;
  uint8_t *moved = realloc(*buffer, larger);
  if (!moved) return 3;
  *buffer = moved;
  *capacity = larger;
  return 0;
}

int32_t chttpbody_inflate(const uint8_t *input, size_t count, size_t limit, uint8_t **output, size_t *output_count) {
  *output = NULL;
  *output_count = 0;
  z_stream stream;
  memset(&stream, 0, sizeof stream);
  if (inflateInit2(&stream, 15 + 32) != Z_OK) return 3;
  size_t capacity = limit < 65536 ? limit + 1 : 65536, used = 0, taken = 0;
  uint8_t *buffer = malloc(capacity);
  int32_t status = buffer ? 0 : 3;
  int result = Z_OK;
  while (status == 0 && result != Z_STREAM_END) {
    // One byte beyond the limit tells that there is more.
    status = reserve(&buffer, &capacity, used, limit < SIZE_MAX ? limit + 1 : limit);
    if (status != 0) break;
    size_t room = capacity - used < STEP ? capacity - used : STEP;
    size_t left = count - taken < STEP ? count - taken : STEP;
    stream.next_in = (Bytef *)(input + taken);
    stream.avail_in = (uInt)left;
    stream.next_out = buffer + used;
    stream.avail_out = (uInt)room;
    result = inflate(&stream, Z_NO_FLUSH);
    size_t consumed = left - stream.avail_in, produced = room - stream.avail_out;
    taken += consumed;
    used += produced;
    if (used > limit) status = 2;
    else if (result == Z_MEM_ERROR) status = 3;
    else if (result != Z_OK && result != Z_STREAM_END) status = 1;
    else if (result == Z_OK && consumed == 0 && produced == 0) status = 1;
  }
  inflateEnd(&stream);
  if (status != 0) {
    free(buffer);
    return status;
  }
  *output = buffer;
  *output_count = used;
  return 0;
}

int32_t chttpbody_deflate(const uint8_t *input, size_t count, int32_t gzip, uint8_t **output, size_t *output_count) {
  *output = NULL;
  *output_count = 0;
  if (count > STEP) return 2;
  z_stream stream;
  memset(&stream, 0, sizeof stream);
  if (deflateInit2(&stream, Z_BEST_SPEED, Z_DEFLATED, 15 + (gzip ? 16 : 0), 8, Z_DEFAULT_STRATEGY) != Z_OK) return 3;
  size_t bound = deflateBound(&stream, count);
  uint8_t *buffer = malloc(bound);
  if (!buffer) {
    deflateEnd(&stream);
    return 3;
  }
  stream.next_in = (Bytef *)input;
  stream.avail_in = (uInt)count;
  stream.next_out = buffer;
  stream.avail_out = (uInt)bound;
  int result = deflate(&stream, Z_FINISH);
  size_t used = bound - stream.avail_out;
  deflateEnd(&stream);
  if (result != Z_STREAM_END) {
    free(buffer);
    return 3;
  }
  *output = buffer;
  *output_count = used;
  return 0;
}

void chttpbody_free(uint8_t *buffer) { free(buffer); }

const uint8_t *chttpbody_find(const uint8_t *bytes, size_t count, const uint8_t *pattern, size_t pattern_count) {
  return memmem(bytes, count, pattern, pattern_count);
}
