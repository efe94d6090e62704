import Files
import Foundation
import Logging

/// Writes each line of the log as a JSON object on stderr.
struct JSONLogHandler: LogHandler {
  var logLevel = Logger.Level.info
  var metadata: Logger.Metadata = [:]

  subscript(metadataKey key: String) -> Logger.Metadata.Value? {
    get { metadata[key] }
    set { metadata[key] = newValue }
  }

  func log(event: LogEvent) {
    var object: [String: String] = [
      "time": Date().formatted(.iso8601.time(includingFractionalSeconds: true)), "level": event.level.rawValue,
      "message": "\(event.message)",
    ]
    let all = metadata.merging(event.metadata ?? [:]) { $1 }
    for (key, value) in all where object[key] == nil { object[key] = "\(value)" }
    guard var line = try? JSONLine.bytes(object) else { return }
    line.append(10)
    line.withUnsafeBytes { bytes in _ = Glibc.write(STDERR_FILENO, bytes.baseAddress, bytes.count) }
  }
}
