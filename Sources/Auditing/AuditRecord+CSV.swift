import Foundation
import Metrics

extension AuditRecord {
  /// The header of a table of readings.
  public static let csvHeader =
    "id,time,model,version,sha256,prediction,probability,positive,milliseconds,key,feedback,task,findings\r\n"

  /// The reading as a row of a table (RFC 4180); findings as `NAME=PROBABILITY`, those called with `*` after it, with semicolons
  /// between.
  public var csvRow: String {
    [
      id, time.formatted(.iso8601), model, String(version), sha256, prediction, String(probability), String(positive),
      String(milliseconds), key ?? "", feedback ?? "", classes.task.rawValue,
      (findings ?? []).map { "\($0.name)=\($0.probability)\($0.decision ? "*" : "")" }.joined(separator: ";"),
    ].map(Self.field).joined(separator: ",") + "\r\n"
  }

  /// A field, quoted where that is needed; what a spreadsheet would take for a formula gets an apostrophe.
  private static func field(_ text: String) -> String {
    let safe = text.first.map { "=+-@\t\r".contains($0) } == true && Double(text) == nil ? "'" + text : text
    guard safe.contains(where: { ",\"\r\n".contains($0) || $0 == "\r\n" }) else { return safe }
    return "\"" + safe.replacing("\"", with: "\"\"") + "\""
  }
}
