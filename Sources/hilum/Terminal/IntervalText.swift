import Foundation

/// The ends of an interval in text: with one digit more where they round to the same, and nothing where they still do.
struct IntervalText {
  /// Such as ` (0.988–0.997)`, with the blank before it; empty where there is no interval to tell.
  let description: String

  /// The text of an interval, if there is one.
  ///
  /// - Parameters:
  ///   - digits: Digits behind the point.
  ///   - joint: What stands between the ends.
  init(_ ends: (lower: Double, upper: Double)?, digits: Int, joint: String) {
    let texts = [digits, digits + 1].compactMap { digits -> String? in
      guard let ends else { return nil }
      let (lower, upper) = (String(format: "%.\(digits)f", ends.lower), String(format: "%.\(digits)f", ends.upper))
      return lower == upper ? nil : " (\(lower)\(joint)\(upper))"
    }
    description = texts.first ?? ""
  }
}
