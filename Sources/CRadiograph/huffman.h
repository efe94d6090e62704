// Huffman tables of baseline JPEG (ISO/IEC 10918-1, annexes C and F), arranged for few lookups: an entry for the next bits
// of the stream has the decoded value itself, and where two coefficients fit, both.
#pragma once

#include <stdint.h>

enum {
  LOOKUP_BITS = 12,  // bits that index a table
  BLOCK_ENDS = 128,  // in a length: the block ends with this entry; as an advance: the code that ends it
  NOT_HERE = 64      // an advance (or one more) that leaves the block: this entry has no coefficient
};

// Up to two coefficients. An advance counts the zeros before a coefficient and itself; a lone coefficient stands in both
// places, the second time with advance 0. With NOT_HERE, the first coefficient does not fit LOOKUP_BITS with its value:
// then `value` has the length and the symbol of its code, or a length of 0 if even that does not fit.
typedef struct {
  int8_t value[2];
  uint8_t advance[2];
} lookup_entry;

// For the next LOOKUP_BITS bits. Lengths are apart from the entries: each lookup waits for the length of the one before,
// so they should stay in the first cache.
typedef struct {
  uint8_t lengths[1 << LOOKUP_BITS];  // bits of both, and BLOCK_ENDS; 0 with NOT_HERE
  lookup_entry entries[1 << LOOKUP_BITS];
} lookup_table;

// The table as the file has it, in canonical order, for codes that do not fit the lookup table.
typedef struct {
  uint8_t symbols[256];
  int32_t last_code[17];  // largest code of each length, -1 if none
  int32_t offset[17];     // index of a symbol less its code, for each length
} huffman_codes;

// Reads code counts and symbols (`available` bytes at `segment`); returns how many bytes they took, or 0 if invalid.
int huffman_read(huffman_codes *codes, const uint8_t *segment, int available);

// The symbol at the head of `window` (64 bits, first bit highest) whose code has `shortest` bits or more, and the code's
// length; -1 if there is none.
int huffman_symbol(const huffman_codes *codes, uint64_t window, int shortest, int *length);

// A value of `size` bits as F.2.2.1 codes it.
static inline int huffman_extend(int bits, int size) {
  return size > 0 && bits < 1 << (size - 1) ? bits - (1 << size) + 1 : bits;
}

// Fills the table for a block's beginning, whose first coefficient is the difference of DC, and that for within a block;
// returns 0 if a difference could have more than 11 bits.
int huffman_fill(const huffman_codes *dc, const huffman_codes *ac, lookup_table *beginning, lookup_table *within);
