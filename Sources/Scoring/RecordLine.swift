import Files
import Foundation

/// Values as lines of JSON, as `hilum predict --json` prints them.
enum RecordLine {
  /// A line with its end.
  static func encode(_ value: some Encodable) throws -> Data {
    try JSONLine.bytes(value) + [UInt8(ascii: "\n")]
  }

  /// The record on a line; nil where it is none.
  static func decode<Record: ScoredRecord>(_ type: Record.Type, _ line: Data) -> Record? {
    try? JSONDecoder().decode(type, from: line)
  }
}
