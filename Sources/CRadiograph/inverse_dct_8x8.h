// libjpeg-turbo's integer inverse DCT at full size (jidctint.c) for the blocks that lie side by side in a vector, one in
// each 128 bits. Compiled for each width: `VECTOR` is a vector's type, `INT(operation)` the name of an operation on it,
// `FUNCTION` begins an inline function for the processors that have it.

#pragma once

#include "inverse_dct_constants.h"

// Sums of 32 bits for 8 columns of each block: `low` the left four columns, `high` the right four.
typedef struct {
  VECTOR low, high;
} wide;

FUNCTION wide add(wide a, wide b) {
  return (wide){INT(add_epi32)(a.low, b.low), INT(add_epi32)(a.high, b.high)};
}

FUNCTION wide subtract(wide a, wide b) {
  return (wide){INT(sub_epi32)(a.low, b.low), INT(sub_epi32)(a.high, b.high)};
}

// a * x + b * y
FUNCTION wide rotate(VECTOR x, VECTOR y, int a, int b) {
  VECTOR factors = INT(set1_epi32)((int)((uint32_t)(uint16_t)b << 16 | (uint16_t)a));
  return (wide){INT(madd_epi16)(INT(unpacklo_epi16)(x, y), factors),
                INT(madd_epi16)(INT(unpackhi_epi16)(x, y), factors)};
}

// (x << 13) + (1 << (bits - 1)): what is shifted out by `bits` afterwards is rounded thus.
FUNCTION wide scale(VECTOR x, int bits) {
  int one = bits > 14 ? 16 : 1;  // both factors fit 16 bits
  return rotate(x, INT(set1_epi16)((short)one), 1 << 13, (1 << (bits - 1)) / one);
}

// Shifts out `bits` and narrows to 16 bits.
FUNCTION VECTOR descale(wide x, int bits) {
  return INT(packs_epi32)(INT(srai_epi32)(x.low, bits), INT(srai_epi32)(x.high, bits));
}

// One dimension over 8 rows (jidctint.c).
FUNCTION void transform(VECTOR row[8], int bits) {
  wide even2 = rotate(row[2], row[6], F_0_541, F_0_541 - F_1_847);
  wide even3 = rotate(row[2], row[6], F_0_541 + F_0_765, F_0_541);
  wide even0 = scale(INT(add_epi16)(row[0], row[4]), bits);
  wide even1 = scale(INT(sub_epi16)(row[0], row[4]), bits);
  wide sum0 = add(even0, even3), sum3 = subtract(even0, even3);
  wide sum1 = add(even1, even2), sum2 = subtract(even1, even2);

  VECTOR z3 = INT(add_epi16)(row[7], row[3]), z4 = INT(add_epi16)(row[5], row[1]);
  wide w3 = rotate(z3, z4, F_1_175 - F_1_961, F_1_175);
  wide w4 = rotate(z3, z4, F_1_175, F_1_175 - F_0_390);
  wide odd0 = add(rotate(row[7], row[1], F_0_298 - F_0_899, -F_0_899), w3);
  wide odd1 = add(rotate(row[5], row[3], F_2_053 - F_2_562, -F_2_562), w4);
  wide odd2 = add(rotate(row[5], row[3], -F_2_562, F_3_072 - F_2_562), w3);
  wide odd3 = add(rotate(row[7], row[1], -F_0_899, F_1_501 - F_0_899), w4);

  row[0] = descale(add(sum0, odd3), bits);
  row[7] = descale(subtract(sum0, odd3), bits);
  row[1] = descale(add(sum1, odd2), bits);
  row[6] = descale(subtract(sum1, odd2), bits);
  row[2] = descale(add(sum2, odd1), bits);
  row[5] = descale(subtract(sum2, odd1), bits);
  row[3] = descale(add(sum3, odd0), bits);
  row[4] = descale(subtract(sum3, odd0), bits);
}

// Transposes each block.
FUNCTION void transpose(VECTOR r[8]) {
  VECTOR a[8], b[8];
  for (int i = 0; i < 4; i++) {
    a[2 * i] = INT(unpacklo_epi16)(r[2 * i], r[2 * i + 1]);
    a[2 * i + 1] = INT(unpackhi_epi16)(r[2 * i], r[2 * i + 1]);
  }
  for (int i = 0; i < 2; i++) {
    b[4 * i] = INT(unpacklo_epi32)(a[4 * i], a[4 * i + 2]);
    b[4 * i + 1] = INT(unpackhi_epi32)(a[4 * i], a[4 * i + 2]);
    b[4 * i + 2] = INT(unpacklo_epi32)(a[4 * i + 1], a[4 * i + 3]);
    b[4 * i + 3] = INT(unpackhi_epi32)(a[4 * i + 1], a[4 * i + 3]);
  }
  for (int i = 0; i < 4; i++) {
    r[2 * i] = INT(unpacklo_epi64)(b[i], b[i + 4]);
    r[2 * i + 1] = INT(unpackhi_epi64)(b[i], b[i + 4]);
  }
}

// Narrows to samples, each block transposed: row 2 i, then row 2 i + 1 of each block in rows[i].
FUNCTION void transpose_samples(const VECTOR r[8], VECTOR rows[4]) {
  VECTOR a[4], b[4];
  for (int i = 0; i < 2; i++) {
    VECTOR even = INT(packs_epi16)(r[4 * i], r[4 * i + 2]), odd = INT(packs_epi16)(r[4 * i + 1], r[4 * i + 3]);
    a[2 * i] = INT(unpacklo_epi8)(even, odd);
    a[2 * i + 1] = INT(unpackhi_epi8)(even, odd);
  }
  for (int i = 0; i < 2; i++) {
    b[2 * i] = INT(unpacklo_epi16)(a[2 * i], a[2 * i + 1]);
    b[2 * i + 1] = INT(unpackhi_epi16)(a[2 * i], a[2 * i + 1]);
  }
  for (int i = 0; i < 2; i++) {
    rows[2 * i] = INT(add_epi8)(INT(unpacklo_epi32)(b[i], b[i + 2]), INT(set1_epi8)((char)128));
    rows[2 * i + 1] = INT(add_epi8)(INT(unpackhi_epi32)(b[i], b[i + 2]), INT(set1_epi8)((char)128));
  }
}

// The whole of it: `row` has row v of each block's dequantized coefficients in row[v]; `samples` as transpose_samples
// makes them.
FUNCTION void inverse_dct_rows(VECTOR row[8], VECTOR samples[4]) {
  transform(row, 13 - 2);
  transpose(row);
  transform(row, 13 + 2 + 3);
  transpose_samples(row, samples);
}
