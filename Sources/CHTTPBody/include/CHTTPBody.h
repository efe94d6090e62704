#ifndef CHTTPBODY_H
#define CHTTPBODY_H

#include <stddef.h>
#include <stdint.h>

// zlib in two calls. Status: 0 done, 1 the data is damaged, 2 the output would exceed its limit, 3 out of memory.

// Inflates gzip or zlib data into a buffer of its own, which `chttpbody_free` gives back. The buffer grows with the output and
// never beyond `limit`, whatever the data claims.
int32_t chttpbody_inflate(const uint8_t *input, size_t count, size_t limit, uint8_t **output, size_t *output_count);

// Deflates data, as gzip or, where `gzip` is 0, as zlib.
int32_t chttpbody_deflate(const uint8_t *input, size_t count, int32_t gzip, uint8_t **output, size_t *output_count);

// Where a pattern begins in some bytes; NULL if it is not in them. The C library's, which is as quick as memory.
const uint8_t *chttpbody_find(const uint8_t *bytes, size_t count, const uint8_t *pattern, size_t pattern_count);

void chttpbody_free(uint8_t *buffer);

#endif
