#include "huffman.h"

#include <string.h>

int huffman_read(huffman_codes *codes, const uint8_t *segment, int available) {
  memset(codes, 0, sizeof *codes);
  if (available < 16) return 0;
  int total = 0, code = 0;
  for (int length = 1; length <= 16; length++, code <<= 1) {
    int count = segment[length - 1];
    codes->offset[length] = total - code;
    total += count;
    code += count;
    codes->last_code[length] = count > 0 ? code - 1 : -1;
    if (code > 1 << length) return 0;
  }
  if (total > 256 || available < 16 + total) return 0;
  memcpy(codes->symbols, segment + 16, (size_t)total);
  return 16 + total;
}

int huffman_symbol(const huffman_codes *codes, uint64_t window, int shortest, int *length) {
  for (int n = shortest; n <= 16; n++) {
    int code = (int)(window >> (64 - n));
    if (code > codes->last_code[n]) continue;
    *length = n;
    return codes->symbols[(codes->offset[n] + code) & 255];
  }
  return -1;
}

// MARK: - Lookup tables

static void fill(lookup_table *table, int first, int count, int length, lookup_entry entry) {
  memset(table->lengths + first, length, (size_t)count);
  for (int i = first; i < first + count; i++) table->entries[i] = entry;
}

// Fills in what begins with a code of `length` bits that stands for `symbol`: the coefficient alone.
static void fill_code(lookup_table *table, int code, int length, int symbol, int is_dc) {
  int size = symbol & 15, run = is_dc ? 0 : symbol >> 4, spare = LOOKUP_BITS - length - size;
  if (spare < 0 || size > 7) {
    lookup_entry entry = {{(int8_t)length, (int8_t)symbol}, {(uint8_t)(NOT_HERE + is_dc), 0}};
    fill(table, code << (LOOKUP_BITS - length), 1 << (LOOKUP_BITS - length), 0, entry);
    return;
  }
  int is_end = !is_dc && size == 0 && run != 15;
  for (int bits = 0; bits < 1 << size; bits++) {
    int8_t value = (int8_t)huffman_extend(bits, size);
    lookup_entry entry = {{value, value}, {(uint8_t)(is_end ? BLOCK_ENDS : run + 1), 0}};
    fill(table, (code << size | bits) << spare, 1 << spare, is_end ? length | BLOCK_ENDS : length + size, entry);
  }
}

static void fill_codes(lookup_table *table, const huffman_codes *codes, int is_dc) {
  // At the beginning there is no place before, so that it takes one more to leave the block.
  fill(table, 0, 1 << LOOKUP_BITS, 0, (lookup_entry){.advance = {(uint8_t)(NOT_HERE + is_dc)}});
  for (int length = 1, n = 0; length <= LOOKUP_BITS; length++)
    for (; n <= codes->last_code[length] + codes->offset[length]; n++)
      fill_code(table, n - codes->offset[length], length, codes->symbols[n], is_dc);
}

// Adds to each coefficient that stands alone the one that follows in the same index.
static void fill_seconds(lookup_table *table, const lookup_table *seconds) {
  for (int i = 0; i < 1 << LOOKUP_BITS; i++) {
    int length = table->lengths[i], next = i << (length & 15) & ((1 << LOOKUP_BITS) - 1);
    int both = length + (seconds->lengths[next] & ~BLOCK_ENDS);
    if (length == 0 || length >= BLOCK_ENDS || both == length || both > LOOKUP_BITS) continue;
    table->lengths[i] = (uint8_t)(length + seconds->lengths[next]);
    table->entries[i].value[1] = seconds->entries[next].value[0];
    table->entries[i].advance[1] = seconds->entries[next].advance[0];
  }
}

int huffman_fill(const huffman_codes *dc, const huffman_codes *ac, lookup_table *beginning, lookup_table *within) {
  for (int n = 0; n < 256; n++)
    if (dc->symbols[n] > 11) return 0;
  fill_codes(beginning, dc, 1);
  fill_codes(within, ac, 0);
  lookup_table singles = *within;
  fill_seconds(beginning, &singles);
  fill_seconds(within, &singles);
  return 1;
}
