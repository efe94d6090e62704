import Foundation

/// A day as DICOM writes it (DA, PS3.5 section 6.2): `YYYYMMDD`.
public struct StudyDate: Sendable, Hashable, Comparable {
  private let year: Int
  private let month: Int
  private let day: Int

  /// Reads `YYYYMMDD`, or `YYYY.MM.DD` as older objects have it; nil for anything else, and for days that there are not.
  public init?(_ text: String) {
    let parts = text.split(separator: ".", omittingEmptySubsequences: false).map(String.init)
    let digits = parts.count == 3 ? parts.joined() : text
    guard digits.utf8.count == 8, digits.utf8.allSatisfy({ (0x30...0x39).contains($0) }), let number = Int(digits)
    else { return nil }
    (year, month, day) = (number / 10_000, number / 100 % 100, number % 100)
    guard let date, StudyDate(date) == self else { return nil }
  }

  private init(_ date: Date) {
    let parts = Self.calendar.dateComponents([.year, .month, .day], from: date)
    (year, month, day) = (parts.year ?? 0, parts.month ?? 0, parts.day ?? 0)
  }

  /// As DICOM writes it.
  public var dicom: String { text(separator: "") }

  /// As ISO 8601 writes it, for people: `YYYY-MM-DD`.
  public var iso: String { text(separator: "-") }

  /// The day so many days before; this day where there is none.
  public func earlier(byDays days: Int) -> StudyDate {
    date.flatMap { Self.calendar.date(byAdding: .day, value: -days, to: $0) }.map { StudyDate($0) } ?? self
  }

  /// Whether one day comes before another.
  public static func < (left: StudyDate, right: StudyDate) -> Bool {
    (left.year, left.month, left.day) < (right.year, right.month, right.day)
  }

  private func text(separator: String) -> String {
    [(year, 4), (month, 2), (day, 2)].map { number, width in
      String(repeating: "0", count: max(0, width - "\(number)".count)) + "\(number)"
    }.joined(separator: separator)
  }

  private var date: Date? {
    Self.calendar.date(from: DateComponents(year: year, month: month, day: day))
  }

  private static let calendar: Calendar = {
    var calendar = Calendar(identifier: .gregorian)
    calendar.timeZone = .gmt
    return calendar
  }()
}
