/// Ages as tables write them.
enum Age {
  /// Years of `58`, `058Y`, `011M`, `006W` or `012D`; `nil` where it is none, or none that a person can have.
  static func years(_ text: String) -> Double? {
    let perYear: [Character: Double] = ["Y": 1, "M": 12, "W": 52.1775, "D": 365.2425]
    let unit = text.last.flatMap { perYear[Character($0.uppercased())] }
    guard let number = Double(unit == nil ? text : String(text.dropLast())), number.isFinite else { return nil }
    let years = number / (unit ?? 1)
    return (0...120).contains(years) ? years : nil
  }

  /// Years from a year of birth such as `1950.0` to a day such as `20140915`; one too many before the birthday.
  static func years(bornIn year: String, on day: String) -> Double? {
    guard let birth = Double(year), let end = Double(day.prefix(4)), day.count == 8 else { return nil }
    return (0...120).contains(end - birth) ? end - birth : nil
  }
}

extension String {
  /// `nil` if empty.
  package var nonEmpty: String? { isEmpty ? nil : self }
}
