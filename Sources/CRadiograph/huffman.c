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

// Runs over the indices of a table of `bits` bits that begin with a whole code, in order of codes.
#define FOR_EACH_INDEX(codes, bits, index, symbol, length)                                                  \
  for (int length = 1, index = 0, n = 0; length <= (bits); length++)                                        \
    for (; n <= (codes)->last_code[length] + (codes)->offset[length]; n++)                                  \
      for (int end = index + (1 << ((bits) - length)), symbol = (codes)->symbols[n]; index < end; index++)

// The `size` bits that follow `length` bits of a table's index, as a value.
static int16_t value_in(int index, int bits, int length, int size) {
  return size == 0 ? 0 : (int16_t)huffman_extend((index >> (bits - length - size)) & ((1 << size) - 1), size);
}

void huffman_fill_ac(const huffman_codes *codes, ac_entry table[1 << AC_BITS]) {
  memset(table, 0, sizeof *table << AC_BITS);
  FOR_EACH_INDEX(codes, AC_BITS, i, symbol, length) {
    int size = symbol & 15, run = symbol >> 4;
    if (length + size > AC_BITS) {
      table[i] = (ac_entry){.first_length = (uint8_t)length, .value = {(int16_t)symbol}};
      continue;
    }
    int16_t value = value_in(i, AC_BITS, length, size);
    uint8_t advance = (uint8_t)(size > 0 || run == 15 ? run + 1 : END_OF_BLOCK);
    uint8_t both = (uint8_t)(length + size);
    table[i] = (ac_entry){.length = both, .first_length = both, .advance = {advance}, .value = {value, value}};
  }
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
  FOR_EACH_INDEX(codes, DC_BITS, i, size, length) {
    if (length + size > DC_BITS) continue;
    table[i] = (dc_entry){.length = (uint8_t)(length + size), .value = value_in(i, DC_BITS, length, size)};
  }
  return 1;
}
