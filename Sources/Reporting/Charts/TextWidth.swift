/// How wide a piece of text is drawn, so that labels get room and never overlap.
package enum TextWidth {
  /// Advance widths of ASCII 32…126 in DejaVu Sans, in hundredths of the font size.
  ///
  /// Other fonts are narrower.
  private static let advances: [Double] = [
    32, 40, 46, 84, 64, 95, 78, 27, 39, 39, 50, 84, 32, 36, 32, 34, 64, 64, 64, 64, 64, 64, 64, 64, 64, 64, 34, 34, 84,
    84, 84, 53, 100, 68, 69, 70, 77, 63, 58, 77, 75, 29, 29, 66, 56, 86, 75, 79, 60, 79, 69, 63, 61, 73, 68, 99, 69, 61,
    69, 39, 34, 39, 84, 50, 50, 61, 63, 55, 63, 62, 35, 63, 63, 28, 28, 58, 28, 97, 63, 61, 63, 63, 41, 52, 39, 63, 59,
    82, 59, 59, 52, 64, 34, 64, 84,
  ]

  /// The width in pixels of `text` at a font size in pixels; bold is a tenth wider.
  package static func of(_ text: String, size: Double, bold: Bool = false) -> Double {
    let hundredths = text.unicodeScalars.reduce(0.0) { sum, scalar in
      sum + advance(of: scalar)
    }
    return hundredths / 100 * size * (bold ? 1.1 : 1)
  }

  private static func advance(of scalar: Unicode.Scalar) -> Double {
    let index = Int(scalar.value) - 32
    if advances.indices.contains(index) { return advances[index] }
    switch scalar.value {
    case ..<0x2000: return 64  // letters with accents, Greek, Cyrillic
    case ..<0x2026: return 50  // spaces and dashes
    default: return 100
    }
  }

  /// `text` cut at the end, with an ellipsis, so that it fits into `width` pixels.
  package static func fitting(_ text: String, into width: Double, size: Double) -> String {
    guard of(text, size: size) > width else { return text }
    var cut = text
    while !cut.isEmpty && of(cut + "…", size: size) > width { cut.removeLast() }
    return cut + "…"
  }
}
