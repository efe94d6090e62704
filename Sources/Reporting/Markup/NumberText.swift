/// Numbers as people read them.
///
/// What is absent or not finite is written as an en dash, never as 0.
package enum NumberText {
  package static let absent = "–"

  /// Exactly `decimals` digits after the point: `fixed(0.5, 3)` is "0.500".
  package static func fixed(_ value: Double?, _ decimals: Int) -> String {
    guard let value, value.isFinite else { return absent }
    let scale = power(decimals)
    let scaled = (value.magnitude * scale).rounded()
    guard scaled < 1e15 else { return scientific(value) }
    let digits = Int(scaled)
    let sign = value < 0 && digits != 0 ? "−" : ""
    guard decimals > 0 else { return sign + String(digits) }
    let fraction = String(digits % Int(scale))
    let zeros = String(repeating: "0", count: decimals - fraction.count)
    return "\(sign)\(digits / Int(scale)).\(zeros)\(fraction)"
  }

  /// At most `decimals` digits after the point with an ASCII minus, for coordinates.
  package static func short(_ value: Double, decimals: Int) -> String {
    let scale = power(decimals)
    let scaled = (value * scale).rounded()
    guard scaled.magnitude < 1e15 else { return "0" }
    let digits = Int(scaled)
    guard digits % Int(scale) != 0 else { return String(digits / Int(scale)) }
    var fraction = String(digits.magnitude % UInt(scale))
    fraction = String(repeating: "0", count: decimals - fraction.count) + fraction
    while fraction.hasSuffix("0") { fraction.removeLast() }
    return "\(digits < 0 ? "-" : "")\(digits.magnitude / UInt(scale)).\(fraction)"
  }

  /// Four figures or so, whatever the magnitude: "0.0003", "1.25e−7", "12.5", "5216".
  package static func plain(_ value: Double?) -> String {
    guard let value, value.isFinite else { return absent }
    guard value != 0 else { return "0" }
    guard value.magnitude >= 1e-4, value.magnitude < 1e7 else { return scientific(value) }
    let whole = max(0, exponent(of: value))
    var text = fixed(value, max(0, value.magnitude < 1 ? 3 - exponent(of: value) : 3 - whole))
    guard text.contains(".") else { return text }
    while text.hasSuffix("0") { text.removeLast() }
    if text.hasSuffix(".") { text.removeLast() }
    return text
  }

  /// A share as a percentage: "84.1 %".
  package static func percent(_ value: Double?, _ decimals: Int = 1) -> String {
    guard let value, value.isFinite else { return absent }
    return fixed(value * 100, decimals) + "\u{202F}%"
  }

  /// A count with thin spaces between thousands: "5 216".
  package static func count(_ value: Int) -> String {
    var digits = String(value.magnitude)
    var groups: [String] = []
    while digits.count > 3 {
      groups.insert(String(digits.suffix(3)), at: 0)
      digits.removeLast(3)
    }
    return (value < 0 ? "−" : "") + ([digits] + groups).joined(separator: "\u{202F}")
  }

  private static func scientific(_ value: Double) -> String {
    var exponent = exponent(of: value)
    var mantissa = fixed(value / power(exponent), 2)
    if mantissa.hasSuffix("10.00") {
      exponent += 1
      mantissa = fixed(value / power(exponent), 2)
    }
    while mantissa.hasSuffix("0") { mantissa.removeLast() }
    if mantissa.hasSuffix(".") { mantissa.removeLast() }
    return "\(mantissa)e\(exponent < 0 ? "−" : "")\(exponent.magnitude)"
  }

  /// The power of ten of the first digit.
  private static func exponent(of value: Double) -> Int {
    var magnitude = value.magnitude
    var exponent = 0
    while magnitude >= 10 {
      magnitude /= 10
      exponent += 1
    }
    while magnitude < 1 && magnitude > 0 {
      magnitude *= 10
      exponent -= 1
    }
    return exponent
  }

  private static func power(_ exponent: Int) -> Double {
    var result = 1.0
    for _ in 0..<exponent.magnitude { result *= 10 }
    return exponent < 0 ? 1 / result : result
  }
}
