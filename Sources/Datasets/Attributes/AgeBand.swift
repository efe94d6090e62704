/// Ages in bands: infants, children, and adults by twenty years.
enum AgeBand {
  private static let starts = [0, 5, 18, 40, 60, 80]

  /// The band of an age in years: `0–4`, `5–17`, `18–39`, `40–59`, `60–79` or `80+`.
  static func name(of years: Double) -> String {
    let number = starts.lastIndex { Double($0) <= years } ?? 0
    return number + 1 < starts.count ? "\(starts[number])–\(starts[number + 1] - 1)" : "\(starts[number])+"
  }
}
