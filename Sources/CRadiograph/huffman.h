// Huffman tables of baseline JPEG (ISO/IEC 10918-1, annexes C and F), arranged for few lookups: an entry for the next bits
// of the stream has the decoded value itself, and where two coefficients fit, both.
#pragma once

#include <stdint.h>

enum {
  AC_BITS = 12,    // bits that index the table of AC coefficients
  DC_BITS = 10,    // bits that index the table of DC differences
  END_OF_BLOCK = 128  // an advance that leaves the block
};

// Up to two AC coefficients. An advance counts the zeros before a coefficient and itself; a lone coefficient stands in
// both places, the second time with advance 0. `length` 0: the first does not fit AC_BITS with its value, but its code
// does, and `first_length` and `value[0]` are the code's length and symbol; or even the code does not, and both are 0.
typedef struct {
  uint8_t length;        // bits of both
  uint8_t first_length;  // bits of the first alone
  uint8_t advance[2];
  int16_t value[2];
} ac_entry;

// One DC difference; `length` 0: it does not fit DC_BITS.
typedef struct {
  uint8_t length;
  int16_t value;
} dc_entry;

// The table as the file has it, in canonical order, for codes that do not fit the fast tables.
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
static inline int huffman_extend(int bits, int size) { return bits < 1 << (size - 1) ? bits - (1 << size) + 1 : bits; }

// Fill the fast tables. DC returns 0 if a difference could have more than 11 bits.
void huffman_fill_ac(const huffman_codes *codes, ac_entry table[1 << AC_BITS]);
int huffman_fill_dc(const huffman_codes *codes, dc_entry table[1 << DC_BITS]);
