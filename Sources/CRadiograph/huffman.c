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

// MARK: - Fast tables

// The entries that begin with code number `n` of `length` bits, in a table of `bits` bits.
typedef struct {
  int first, count;
} index_range;

static index_range range_of(const huffman_codes *codes, int n, int length, int bits) {
  int code = n - codes->offset[length];
  return (index_range){code << (bits - length), 1 << (bits - length)};
}

// The value of `size` bits behind `length` bits of an index.
static int16_t value_in(int index, int bits, int length, int size) {
  int value = index >> (bits - length - size) & ((1 << size) - 1);
  return size == 0 ? 0 : (int16_t)huffman_extend(value, size);
}

static ac_entry ac_entry_of(int index, int length, int symbol) {
  int size = symbol & 15, run = symbol >> 4;
  if (length + size > AC_BITS) return (ac_entry){.first_length = (uint8_t)length, .value = {(int16_t)symbol}};
  int16_t value = value_in(index, AC_BITS, length, size);
  uint8_t advance = (uint8_t)(size > 0 || run == 15 ? run + 1 : END_OF_BLOCK);
  uint8_t both = (uint8_t)(length + size);
  return (ac_entry){.length = both, .first_length = both, .advance = {advance}, .value = {value, value}};
}

void huffman_fill_ac(const huffman_codes *codes, ac_entry table[1 << AC_BITS]) {
  memset(table, 0, sizeof *table << AC_BITS);
  for (int length = 1, n = 0; length <= AC_BITS; length++)
    for (; n <= codes->last_code[length] + codes->offset[length]; n++) {
      index_range range = range_of(codes, n, length, AC_BITS);
      for (int i = 0; i < range.count; i++)
        table[range.first + i] = ac_entry_of(range.first + i, length, codes->symbols[n]);
    }
  // Then what follows in the same index; of that entry, only its first coefficient counts.
  for (int i = 0; i < 1 << AC_BITS; i++) {
    ac_entry *entry = &table[i];
    if (entry->length == 0 || entry->advance[0] == END_OF_BLOCK) continue;
    const ac_entry *second = &table[(i << entry->first_length) & ((1 << AC_BITS) - 1)];
    if (second->length == 0 || entry->first_length + second->first_length > AC_BITS) continue;
    entry->length = (uint8_t)(entry->first_length + second->first_length);
    entry->advance[1] = second->advance[0];
    entry->value[1] = second->value[0];
  }
}

int huffman_fill_dc(const huffman_codes *codes, dc_entry table[1 << DC_BITS]) {
  memset(table, 0, sizeof *table << DC_BITS);
  for (int n = 0; n < 256; n++)
    if (codes->symbols[n] > 11) return 0;
  for (int length = 1, n = 0; length <= DC_BITS; length++)
    for (; n <= codes->last_code[length] + codes->offset[length]; n++) {
      int size = codes->symbols[n];
      index_range range = range_of(codes, n, length, DC_BITS);
      for (int i = range.first; i < range.first + range.count && length + size <= DC_BITS; i++)
        table[i] = (dc_entry){(uint8_t)(length + size), value_in(i, DC_BITS, length, size)};
    }
  return 1;
}
