import Foundation

/// Numbers as decimal strings (DS, PS3.5 section 6.2), which have at most 16 characters.
enum DecimalString {
  /// The shortest text of at most 16 characters that comes closest to a finite number; 0 for another.
  static func text(of value: Double) -> String {
    guard value.isFinite else { return "0" }
    let plain = value == value.rounded() && abs(value) < 1e15 ? String(Int(value)) : "\(value)"
    if plain.utf8.count <= 16 { return plain }
    for digits in stride(from: 15, through: 1, by: -1) {
      let text = String(format: "%.\(digits)g", value)
      if text.utf8.count <= 16 { return text }
    }
    return "0"
  }
}
