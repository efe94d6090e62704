import Foundation

/// A moment as DICOM writes it: a date (DA) and a time (TM) that hold where the source was made.
struct Timestamp: Sendable, Equatable {
  /// `YYYYMMDD`.
  let date: String
  /// `HHMMSS`.
  let time: String

  /// The moment in a time zone.
  init(_ moment: Date, in zone: TimeZone) {
    var calendar = Calendar(identifier: .gregorian)
    calendar.timeZone = zone
    let parts = calendar.dateComponents([.year, .month, .day, .hour, .minute, .second], from: moment)
    date = String(format: "%04d%02d%02d", parts.year ?? 0, parts.month ?? 0, parts.day ?? 0)
    time = String(format: "%02d%02d%02d", parts.hour ?? 0, parts.minute ?? 0, parts.second ?? 0)
  }
}

extension SourceObject {
  /// The time zone of the object's dates: Timezone Offset From UTC (0008,0201), or else this computer's.
  var timeZone: TimeZone {
    guard let offset = text(.timezoneOffset), offset.utf8.count == 5, let sign = offset.first,
      sign == "+" || sign == "-",
      let digits = Int(offset.dropFirst()), digits >= 0, digits / 100 <= 14, digits % 100 < 60
    else { return .current }
    let seconds = (digits / 100 * 60 + digits % 100) * 60
    return TimeZone(secondsFromGMT: sign == "-" ? -seconds : seconds) ?? .current
  }
}
