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
  GUARD = 512  // readable zeros after a segment: more than one block can take after its end is passed
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
  reader->window |= reader->upcoming >> reader->available;
  reader->next += (63 - reader->available) >> 3;
  reader->available |= 56;
  reader->upcoming = load_big_endian_64(reader->next);
}

static inline void skip(bit_reader *reader, int count) {
  reader->window <<= count;
  reader->available -= count;
}

static inline int take(bit_reader *reader, int count) {
  int bits = (int)(reader->window >> (64 - count));
  skip(reader, count);
  return bits;
}

static inline int is_overrun(const bit_reader *reader) {
  return (reader->next - reader->end) * 8 > reader->available;
}

// MARK: - Blocks

typedef struct {
  ac_entry ac[1 << AC_BITS];
  dc_entry dc[1 << DC_BITS];
  const huffman_codes *ac_codes, *dc_codes;
  quantization_pair steps;
  uint8_t places[64 + 16 + 2 * END_OF_BLOCK];  // where zig-zag place k lies in a coefficient_pair
} block_tables;

static int fill_tables(block_tables *tables, const plain_jpeg *file) {
  tables->ac_codes = &file->ac[file->ac_table];
  tables->dc_codes = &file->dc[file->dc_table];
  huffman_fill_ac(tables->ac_codes, tables->ac);
  memset(tables->places, PAIR_DROP, sizeof tables->places);
  for (int k = 0; k < 64; k++) {
    tables->places[k] = (uint8_t)(zigzag[k] / 8 * 16 + zigzag[k] % 8);
    int16_t step = (int16_t)file->quantization[file->quantization_table][k];
    tables->steps.values[tables->places[k]] = tables->steps.values[tables->places[k] + 8] = step;
  }
  return huffman_fill_dc(tables->dc_codes, tables->dc);
}

// The next AC coefficient, of which the table has no more than the symbol. Returns the place after it, or -1.
static inline int read_ac_slowly(bit_reader *reader, const block_tables *tables, int16_t *block, int k) {
  refill(reader);
  const ac_entry *entry = &tables->ac[reader->window >> (64 - AC_BITS)];
  int length = entry->first_length, symbol = entry->value[0];
  if (length == 0) symbol = huffman_symbol(tables->ac_codes, reader->window, AC_BITS + 1, &length);
  if (symbol < 0) return -1;
  skip(reader, length);
  int run = symbol >> 4, size = symbol & 15;
  if (size == 0) return run == 15 ? k + 16 : k + END_OF_BLOCK;
  k += run + 1;
  block[tables->places[k - 1]] = (int16_t)huffman_extend(take(reader, size), size);
  return k;
}

static int read_dc(bit_reader *reader, const block_tables *tables, int *difference) {
  refill(reader);
  dc_entry entry = tables->dc[reader->window >> (64 - DC_BITS)];
  if (entry.length > 0) {
    skip(reader, entry.length);
    *difference = entry.value;
    return 1;
  }
  int length = 0;
  int size = huffman_symbol(tables->dc_codes, reader->window, 1, &length);
  if (size < 0) return 0;
  skip(reader, length);
  *difference = size == 0 ? 0 : huffman_extend(take(reader, size), size);
  return 1;
}

// Reads the AC coefficients of one block. Returns 0 if they are damaged.
static inline int read_ac(bit_reader *reader, const block_tables *tables, int16_t *block) {
  int k = 1;
  // As long as one coefficient, whatever its run, can't end the block, the second of a pair belongs to it too.
  while (k <= 63 - 16) {
    refill(reader);
    for (int lookups = 0; lookups < 4 && k <= 63 - 16; lookups++) {
      const ac_entry *entry = &tables->ac[reader->window >> (64 - AC_BITS)];
      if (entry->length == 0) {
        k = read_ac_slowly(reader, tables, block, k);
        if (k < 0) return 0;
        break;
      }
      skip(reader, entry->length);
      k += entry->advance[0];
      block[tables->places[k - 1]] = entry->value[0];
      k += entry->advance[1];
      block[tables->places[k - 1]] = entry->value[1];
    }
  }
  while (k <= 63) {
    refill(reader);
    const ac_entry *entry = &tables->ac[reader->window >> (64 - AC_BITS)];
    if (entry->length == 0) {
      k = read_ac_slowly(reader, tables, block, k);
      if (k < 0) return 0;
      continue;
    }
    skip(reader, entry->first_length);
    k += entry->advance[0];
    block[tables->places[k - 1]] = entry->value[0];
  }
  return k == 64 || k > END_OF_BLOCK;
}

// MARK: - Picture

// The picture to be.
typedef struct {
  uint8_t *pixels;
  int width, height;          // as decoded
  int blocks_across, blocks;  // of the stored picture
  int side;                   // samples of a decoded block's side
  inverse_dct *transform;
} picture;

// Transforms the pair of blocks whose left one has index `block`, cutting off what lies outside the picture.
static void put_pair(const picture *p, int block, const coefficient_pair *pair, const quantization_pair *steps) {
  int x = block % p->blocks_across * p->side, y = block / p->blocks_across * p->side;
  uint8_t *target = p->pixels + (size_t)y * (size_t)p->width + x;
  int columns = p->width - x < 2 * p->side ? p->width - x : 2 * p->side;
  int rows = p->height - y < p->side ? p->height - y : p->side;
  if (columns == 2 * p->side && rows == p->side) {
    p->transform(pair, steps, target, p->width);
    return;
  }
  uint8_t tile[16 * 8];
  p->transform(pair, steps, tile, 16);
  for (int row = 0; row < rows; row++) memcpy(target + (size_t)row * (size_t)p->width, tile + row * 16, (size_t)columns);
}

__attribute__((target("bmi2"))) static int decode_scan(const plain_jpeg *file, const block_tables *tables,
                                                      bit_reader *shared, const picture *p) {
  coefficient_pair pair = {0};
  bit_reader reader = *shared;
  const uint8_t *source = file->scan;
  int dc = 0, left = 0, restarts = 0, marker = 0;
  for (int block = 0, column = 0; block < p->blocks; block++) {
    if (left == 0) {
      // The first segment, or one behind the restart marker whose turn it is.
      if (block > 0 && marker != 0xD0 + (restarts++ & 7)) return 0;
      marker = open_segment(&reader, &source, file->end);
      if (marker == 0) return 0;
      left = file->restart_interval > 0 ? file->restart_interval : p->blocks;
      dc = 0;
    }
    left--;
    int half = column & 1, difference;
    int16_t *coefficients = pair.values + half * 8;
    if (!read_dc(&reader, tables, &difference) || !read_ac(&reader, tables, coefficients)) return 0;
    if (is_overrun(&reader)) return 0;
    dc = (int16_t)(dc + difference);
    coefficients[0] = (int16_t)dc;
    if (++column == p->blocks_across) column = 0;
    if (half == 1 || column == 0) {
      put_pair(p, block - half, &pair, &tables->steps);
      memset(&pair, 0, sizeof pair);
    }
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
                                 uint8_t *pixels) {
  if (!__builtin_cpu_supports("avx2") || !__builtin_cpu_supports("bmi2")) return 0;
  picture p = {
      .pixels = pixels,
      .width = (width + denominator - 1) / denominator,
      .height = (height + denominator - 1) / denominator,
      .blocks_across = (width + 7) / 8,
      .side = 8 / denominator,
  };
  if ((int64_t)p.blocks_across * ((height + 7) / 8) > INT32_MAX) return 0;
  p.blocks = p.blocks_across * ((height + 7) / 8);
  switch (denominator) {
    case 1: p.transform = inverse_dct_8x8; break;
    case 2: p.transform = inverse_dct_4x4; break;
    case 4: p.transform = inverse_dct_2x2; break;
    case 8: p.transform = inverse_dct_1x1; break;
    default: return 0;
  }
  return decode(bytes, count, &p, width, height);
}
#else
int cradiograph_decode_grey_jpeg(const uint8_t *bytes, size_t count, int width, int height, int denominator,
                                 uint8_t *pixels) {
  (void)bytes, (void)count, (void)width, (void)height, (void)denominator, (void)pixels;
  return 0;
}
#endif
