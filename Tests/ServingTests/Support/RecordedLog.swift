import Logging
import Synchronization

/// Keeps what is logged.
struct RecordedLog: LogHandler {
  /// A line of the log.
  struct Line: Sendable {
    let message: String
    let metadata: [String: String]
  }

  private final class Lines: Sendable {
    let all = Mutex<[Line]>([])
  }

  var logLevel = Logger.Level.info
  var metadata: Logger.Metadata = [:]
  private let lines = Lines()

  subscript(metadataKey key: String) -> Logger.Metadata.Value? {
    get { metadata[key] }
    set { metadata[key] = newValue }
  }

  func log(event: LogEvent) {
    let all = metadata.merging(event.metadata ?? [:]) { $1 }
    lines.all.withLock { $0.append(Line(message: "\(event.message)", metadata: all.mapValues { "\($0)" })) }
  }

  /// The lines with a message, in their order.
  func lines(_ message: String) -> [Line] { lines.all.withLock { $0.filter { $0.message == message } } }
}
