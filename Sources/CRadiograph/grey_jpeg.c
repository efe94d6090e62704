// Baseline JPEG of one component: what nearly every radiograph in JPEG is. libjpeg-turbo spends four fifths of its time on
// the Huffman code of such a file, one coefficient at a time; here two are looked up at once. Whatever is out of the
// ordinary makes these functions give up, so that libjpeg-turbo alone decides what is an error.
#include "cradiograph.h"

#if defined(__x86_64__)
#include <stdlib.h>
#include <string.h>

#include "huffman.h"
#include "inverse_dct.h"

enum {
  BATCH = 16,           // blocks read before they are transformed
  DROP = BATCH * 64,    // behind the start of a block of a batch: a place for what belongs nowhere
  GUARD = BATCH * 256,  // readable zeros after a segment: more than a batch can take after its end is passed
};

// What the marker segments before the scan define.
typedef struct {
  const uint8_t *scan;  // first byte of entropy-coded data, or NULL
  const uint8_t *end;   // of the file
  int has_frame;
  int restart_interval;  // blocks between restart markers; 0: none
  int component;
  int quantization_table;
  int has_quantization[4], has_dc[4], has_ac[4];
  uint16_t quantization[4][64];  // in zig-zag order
  huffman_codes dc[4], ac[4];
  int dc_table, ac_table;
} plain_jpeg;

static const uint8_t zigzag[64] = {0,  1,  8,  16, 9,  2,  3,  10, 17, 24, 32, 25, 18, 11, 4,  5,
                                   12, 19, 26, 33, 40, 48, 41, 34, 27, 20, 13, 6,  7,  14, 21, 28,
                                   35, 42, 49, 56, 57, 50, 43, 36, 29, 22, 15, 23, 30, 37, 44, 51,
                                   58, 59, 52, 45, 38, 31, 39, 46, 53, 60, 61, 54, 47, 55, 62, 63};

// MARK: - Marker segments

static int big_endian_16(const uint8_t *p) { return p[0] << 8 | p[1]; }

static int read_quantization(plain_jpeg *file, const uint8_t *p, int count) {
  while (count > 0) {
    int is_wide = p[0] >> 4, table = p[0] & 15, size = 1 + 64 * (is_wide ? 2 : 1);
    if (is_wide > 1 || table > 3 || count < size) return 0;
    for (int k = 0; k < 64; k++) {
      int step = is_wide ? big_endian_16(p + 1 + 2 * k) : p[1 + k];
      if (step == 0 || step > INT16_MAX) return 0;
      file->quantization[table][k] = (uint16_t)step;
    }
    file->has_quantization[table] = 1;
    p += size;
    count -= size;
  }
  return count == 0;
}

static int read_huffman(plain_jpeg *file, const uint8_t *p, int count) {
  while (count > 0) {
    int is_ac = p[0] >> 4, table = p[0] & 15;
    if (is_ac > 1 || table > 3) return 0;
    int size = huffman_read(is_ac ? &file->ac[table] : &file->dc[table], p + 1, count - 1);
    if (size == 0) return 0;
    (is_ac ? file->has_ac : file->has_dc)[table] = 1;
    p += 1 + size;
    count -= 1 + size;
  }
  return count == 0;
}

static int read_frame(plain_jpeg *file, const uint8_t *p, int count, int width, int height) {
  if (file->has_frame || count != 9 || p[0] != 8 || p[5] != 1 || p[8] > 3) return 0;
  if (big_endian_16(p + 1) != height || big_endian_16(p + 3) != width) return 0;
  file->has_frame = 1;
  file->component = p[6];
  file->quantization_table = p[8];
  return 1;
}

static int read_scan(plain_jpeg *file, const uint8_t *p, int count) {
  if (!file->has_frame || count != 6 || p[0] != 1 || p[1] != file->component) return 0;
  file->dc_table = p[2] >> 4;
  file->ac_table = p[2] & 15;
  if (file->dc_table > 3 || file->ac_table > 3 || p[3] != 0 || p[4] != 63 || p[5] != 0) return 0;
  file->scan = p + count;
  return file->has_dc[file->dc_table] && file->has_ac[file->ac_table] &&
         file->has_quantization[file->quantization_table];
}

// Everything up to the scan. Returns 0 if the file is not plain.
static int read_segments(plain_jpeg *file, const uint8_t *bytes, size_t count, int width, int height) {
  const uint8_t *p = bytes + 2;
  file->end = bytes + count;
  if (count < 4 || bytes[0] != 0xFF || bytes[1] != 0xD8) return 0;
  while (!file->scan) {
    if (file->end - p < 4 || p[0] != 0xFF) return 0;
    int marker = p[1], length = big_endian_16(p + 2) - 2, is_fine;
    p += 4;
    if (length < 0 || file->end - p < length) return 0;
    switch (marker) {
      case 0xC0: is_fine = read_frame(file, p, length, width, height); break;
      case 0xC4: is_fine = read_huffman(file, p, length); break;
      case 0xDA: is_fine = read_scan(file, p, length); break;
      case 0xDB: is_fine = read_quantization(file, p, length); break;
      case 0xDD:
        is_fine = length == 2;
        if (is_fine) file->restart_interval = big_endian_16(p);
        break;
      default: is_fine = (marker >= 0xE0 && marker <= 0xEF) || marker == 0xFE;
    }
    if (!is_fine) return 0;
    p += length;
  }
  return 1;
}

// MARK: - Entropy-coded data

// The bits of one segment between restart markers, without byte stuffing.
typedef struct {
  uint8_t *data;
  const uint8_t *next, *end;
  uint64_t window;    // next bits, first highest
  uint64_t upcoming;  // the 8 bytes at `next`, loaded ahead since the load would else be waited for
  int available;      // bits of `window` that count
} bit_reader;

static inline uint64_t load_big_endian_64(const uint8_t *p) {
  uint64_t bytes;
  memcpy(&bytes, p, sizeof bytes);
  return __builtin_bswap64(bytes);
}

// Copies the segment at `*source` into the reader and moves on to behind the marker that ends it, which is returned; or
// returns 0, the reader unusable, if the file ends before.
static int open_segment(bit_reader *reader, const uint8_t **source, const uint8_t *source_end) {
  uint8_t *target = reader->data;
  const uint8_t *p = *source;
  for (;;) {
    const uint8_t *stuffed = memchr(p, 0xFF, (size_t)(source_end - p));
    if (!stuffed || source_end - stuffed < 2) return 0;
    size_t length = (size_t)(stuffed - p);
    memcpy(target, p, length);
    target += length;
    p = stuffed + 2;
    if (stuffed[1] == 0) {
      *target++ = 0xFF;
      continue;
    }
    memset(target, 0, GUARD);
    *source = p;
    reader->next = reader->data;
    reader->end = target;
    reader->window = 0;
    reader->upcoming = load_big_endian_64(reader->next);
    reader->available = 0;
    return stuffed[1];
  }
}

// Afterwards 56 bits or more are available.
static inline void refill(bit_reader *reader) {
  reader->available &= 63;
  reader->window |= reader->upcoming >> reader->available;
  reader->next += (63 - reader->available) >> 3;
  reader->available |= 56;
  reader->upcoming = load_big_endian_64(reader->next);
}

// Skips `count` bits, modulo 64: a length may have BLOCK_ENDS.
static inline void skip(bit_reader *reader, int count) {
  reader->window <<= count & 63;
  reader->available -= count;
}

// The next `count` bits, 1 to 31.
static inline int take(bit_reader *reader, int count) {
  int bits = (int)(reader->window >> (64 - count));
  skip(reader, count);
  return bits;
}

static inline int is_overrun(const bit_reader *reader) {
  return (reader->next - reader->end) * 8 > (reader->available & 63);
}

// MARK: - Blocks

typedef struct {
  lookup_table within, beginning;
  const huffman_codes *dc_codes, *ac_codes;
  quantization_steps steps;
  uint16_t places[256];  // where coefficient k of a block, counted from 1 in zig-zag order, lies behind its start
} block_tables;

static int fill_tables(block_tables *tables, const plain_jpeg *file) {
  tables->dc_codes = &file->dc[file->dc_table];
  tables->ac_codes = &file->ac[file->ac_table];
  for (int k = 0; k < 256; k++) tables->places[k] = DROP;
  for (int k = 0; k < 64; k++) {
    tables->places[k + 1] = zigzag[k];
    tables->steps.values[zigzag[k]] = (int16_t)file->quantization[file->quantization_table][k];
  }
  return huffman_fill(tables->dc_codes, tables->ac_codes, &tables->beginning, &tables->within);
}

// Reads the next coefficient of `block`, which has `k` already and whose `entry` has NOT_HERE or goes beyond its end.
// Returns how many it has then, BLOCK_ENDS or more when it is complete, or -1 for damage.
static int read_slowly(bit_reader *reader, const block_tables *tables, lookup_entry entry, coefficient_block *block,
                       int k) {
  const huffman_codes *codes = k == 0 ? tables->dc_codes : tables->ac_codes;
  int is_known = (entry.advance[0] & NOT_HERE) && entry.value[0] > 0;
  int length = entry.value[0], symbol = (uint8_t)entry.value[1];
  refill(reader);
  if (!is_known) symbol = huffman_symbol(codes, reader->window, 1, &length);
  if (symbol < 0) return -1;
  skip(reader, length);
  int size = symbol & 15, run = symbol >> 4;
  if (k > 0 && size == 0 && run != 15) return k + BLOCK_ENDS;
  k += run + 1;
  if (k > 64) return -1;
  block->values[tables->places[k]] = (int16_t)(size == 0 ? 0 : huffman_extend(take(reader, size), size));
  return k == 64 ? k + BLOCK_ENDS : k;
}

// Reads blocks, whose DC is a difference then, from `block` on to `end`. Returns 0 if they are damaged.
//
// Nothing branches on where a block ends: its last entry only sends the next lookup to the other table.
static inline int read_blocks(bit_reader *reader, const block_tables *tables, coefficient_block *block,
                              const coefficient_block *end) {
  const lookup_table *table = &tables->beginning;
  size_t k = 0;  // coefficients of the block so far
  while (block < end) {
    refill(reader);
#pragma clang loop unroll(full)
    for (int lookups = 0; lookups < 56 / LOOKUP_BITS; lookups++) {
      size_t index = reader->window >> (64 - LOOKUP_BITS);
      int length = table->lengths[index];
      lookup_entry entry = table->entries[index];
      size_t next = k + entry.advance[0];
      block->values[tables->places[next]] = entry.value[0];
      next += entry.advance[1];
      block->values[tables->places[next]] = entry.value[1];
      if (next & NOT_HERE) {
        int read = read_slowly(reader, tables, entry, block, (int)k);
        if (read < 0) return 0;
        k = read & BLOCK_ENDS ? 0 : (size_t)read;
        block += read / BLOCK_ENDS;
        table = read & BLOCK_ENDS ? &tables->beginning : &tables->within;
        break;
      }
      skip(reader, length);
      k = length & BLOCK_ENDS ? 0 : next;
      block += length / BLOCK_ENDS;
      table = length & BLOCK_ENDS ? &tables->beginning : &tables->within;
      if (block == end) break;
    }
  }
  return 1;
}

// MARK: - Picture

// The picture to be.
typedef struct {
  uint8_t *pixels;
  int width, height;          // as decoded
  int blocks_across, blocks;  // of the stored picture
  int side;                   // samples of a decoded block's side
  int together;               // blocks that are transformed at a time
  inverse_dct *transform;
} picture;

// Transforms `blocks`, of which the first has that index in the picture and the others lie on its right, cutting off what
// lies outside the picture.
static void put_blocks(const picture *p, int index, const coefficient_block *blocks, const quantization_steps *steps) {
  int x = index % p->blocks_across * p->side, y = index / p->blocks_across * p->side, length = p->together * p->side;
  uint8_t *target = p->pixels + (size_t)y * (size_t)p->width + x;
  int columns = p->width - x < length ? p->width - x : length;
  int rows = p->height - y < p->side ? p->height - y : p->side;
  if (columns == length && rows == p->side) {
    p->transform(blocks, steps, target, p->width);
    return;
  }
  uint8_t tile[32 * 8];
  p->transform(blocks, steps, tile, 32);
  for (int row = 0; row < rows; row++) memcpy(target + (size_t)row * (size_t)p->width, tile + row * 32, (size_t)columns);
}

static int smallest(int a, int b, int c) {
  int least = a < b ? a : b;
  return least < c ? least : c;
}

__attribute__((target("avx2,bmi2"))) static int decode_scan(const plain_jpeg *file, const block_tables *tables,
                                                           bit_reader *shared, const picture *p) {
  coefficient_block batch[2 * BATCH] = {0};  // the second half: where coefficients are dropped
  bit_reader reader = *shared;
  const uint8_t *source = file->scan;
  int dc = 0, left = 0, restarts = 0, marker = 0;
  for (int block = 0, count; block < p->blocks; block += count) {
    if (left == 0) {
      // The first segment, or one behind the restart marker whose turn it is.
      if (block > 0 && marker != 0xD0 + (restarts++ & 7)) return 0;
      marker = open_segment(&reader, &source, file->end);
      if (marker == 0) return 0;
      left = file->restart_interval > 0 ? file->restart_interval : p->blocks;
      dc = 0;
    }
    count = smallest(BATCH, p->blocks_across - block % p->blocks_across, left);
    left -= count;
    if (!read_blocks(&reader, tables, batch, batch + count) || is_overrun(&reader)) return 0;
    for (int i = 0; i < count; i++) {
      dc = (int16_t)(dc + batch[i].values[0]);
      batch[i].values[0] = (int16_t)dc;
    }
    for (int i = 0; i < count; i += p->together) put_blocks(p, block + i, &batch[i], &tables->steps);
    for (int i = 0; i < count; i++) memset(&batch[i], 0, sizeof *batch);
  }
  return marker == 0xD9;
}

static int decode(const uint8_t *bytes, size_t count, const picture *p, int width, int height) {
  plain_jpeg *file = calloc(1, sizeof *file);
  block_tables *tables = aligned_alloc(64, (sizeof *tables + 63) / 64 * 64);
  bit_reader reader = {.data = malloc(count + GUARD)};
  int is_done = file && tables && reader.data && read_segments(file, bytes, count, width, height) &&
                fill_tables(tables, file) && decode_scan(file, tables, &reader, p);
  free(reader.data);
  free(tables);
  free(file);
  return is_done;
}

int cradiograph_decode_grey_jpeg(const uint8_t *bytes, size_t count, int width, int height, int denominator,
                                 cradiograph_instructions instructions, uint8_t *pixels) {
  if (instructions == CRADIOGRAPH_PORTABLE) return 0;
  int is_wide = denominator == 1 && instructions == CRADIOGRAPH_AVX512;
  picture p = {
      .pixels = pixels,
      .width = (width + denominator - 1) / denominator,
      .height = (height + denominator - 1) / denominator,
      .blocks_across = (width + 7) / 8,
      .side = 8 / denominator,
      .together = is_wide ? 4 : 2,
  };
  if ((int64_t)p.blocks_across * ((height + 7) / 8) > INT32_MAX) return 0;
  p.blocks = p.blocks_across * ((height + 7) / 8);
  switch (denominator) {
    case 1: p.transform = is_wide ? inverse_dct_8x8_avx512 : inverse_dct_8x8_avx2; break;
    case 2: p.transform = inverse_dct_4x4; break;
    case 4: p.transform = inverse_dct_2x2; break;
    case 8: p.transform = inverse_dct_1x1; break;
    default: return 0;
  }
  return decode(bytes, count, &p, width, height);
}
#else
int cradiograph_decode_grey_jpeg(const uint8_t *bytes, size_t count, int width, int height, int denominator,
                                 cradiograph_instructions instructions, uint8_t *pixels) {
  (void)bytes, (void)count, (void)width, (void)height, (void)denominator, (void)instructions, (void)pixels;
  return 0;
}
#endif
