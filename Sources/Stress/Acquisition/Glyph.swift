import Radiograph

/// A character of 5 by 7 dots.
struct Glyph {
  /// Dots of a row.
  static let width = 5
  /// Rows.
  static let height = 7

  /// Each row's dots, the leftmost in the highest of five bits.
  private let rows: [UInt8]

  /// The glyph of a character; nil for a space, and for what no label needs.
  init?(_ character: Character) {
    guard let rows = Self.shapes[character] else { return nil }
    self.rows = rows
  }

  /// Draws the dots as squares of `unit` pixels.
  func draw(on image: inout PreparedImage, x: Int, y: Int, unit: Int, level: UInt8) {
    for (row, dots) in rows.enumerated() {
      for column in 0..<Self.width where dots >> UInt8(Self.width - 1 - column) & 1 == 1 {
        let (left, top) = (x + column * unit, y + row * unit)
        image.fill(x: left..<left + unit, y: top..<top + unit, level: level)
      }
    }
  }

  private static let shapes: [Character: [UInt8]] = [
    "0": [14, 17, 19, 21, 25, 17, 14], "1": [4, 12, 4, 4, 4, 4, 14], "2": [14, 17, 1, 2, 4, 8, 31],
    "3": [31, 2, 4, 2, 1, 17, 14], "4": [2, 6, 10, 18, 31, 2, 2], "7": [31, 1, 2, 4, 8, 8, 8],
    "A": [14, 17, 17, 31, 17, 17, 17], "B": [30, 17, 17, 30, 17, 17, 30], "C": [14, 17, 16, 16, 16, 17, 14],
    "E": [31, 16, 16, 30, 16, 16, 31], "I": [14, 4, 4, 4, 4, 4, 14], "L": [16, 16, 16, 16, 16, 16, 31],
    "N": [17, 25, 25, 21, 19, 19, 17], "O": [14, 17, 17, 17, 17, 17, 14], "P": [30, 17, 17, 30, 16, 16, 16],
    "R": [30, 17, 17, 30, 20, 18, 17], "S": [15, 16, 16, 14, 1, 1, 30], "T": [31, 4, 4, 4, 4, 4, 4],
    "U": [17, 17, 17, 17, 17, 17, 14],
  ]
}
