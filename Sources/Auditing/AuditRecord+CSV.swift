import Foundation
import Metrics

extension AuditRecord {
  /// The header of a table of readings.
  public static let csvHeader =
    "id,time,model,version,sha256,prediction,probability,positive,milliseconds,key,feedback,task,findings\r\n"

  /// The reading as a row of a table (RFC 4180); findings as `NAME=PROBABILITY`, those called with `*` after it, with semicolons
  /// between.
  public var csvRow: String {
    CSVLine.text(
      [
        id, time.formatted(.iso8601), model, String(version), sha256, prediction, String(probability), String(positive),
        String(milliseconds), key ?? "", feedback ?? "", classes.task.rawValue,
        (findings ?? []).map { "\($0.name)=\($0.probability)\($0.decision ? "*" : "")" }.joined(separator: ";"),
      ].map(CSVLine.harmless))
  }
}
