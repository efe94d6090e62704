public import Files
public import FoundationEssentials
import Glibc
import Synchronization

/// Writes a run's event file, which TensorBoard shows while the run goes on.
///
/// Every session of a run writes a file of its own into the same folder; one that resumes says from which step, and
/// TensorBoard forgets what the session before wrote of that step and later ones. Each event is one `write`, so a kill
/// tears at most the last, which TensorBoard passes over. Tensorflow's `EventsWriter` names files and frames records
/// the same way.
public final class EventWriter: Sendable {
  private let descriptor: Int32
  private let name: String
  private let writing = Mutex<Void>(())

  /// Opens a new event file in a run's log folder, which is made if need be.
  ///
  /// - Parameters:
  ///   - folder: The log folder.
  ///   - resumingAt: The first step that this session will write, where the run had written some before.
  /// - Throws: `FileError`.
  public init(folder: URL, resumingAt step: Int? = nil) throws(FileError) {
    try Folder.make(at: folder)
    name = EventWriter.fileName(in: folder)
    descriptor = open(folder.appending(path: name).path, O_WRONLY | O_CREAT | O_EXCL | O_APPEND | O_CLOEXEC, 0o666)
    guard descriptor >= 0 else { throw .system(.create, file: name, code: errno) }
    try write(.fileVersion, step: 0)
    if let step { try write(.sessionStart, step: step) }
  }

  deinit {
    if descriptor >= 0 { close(descriptor) }
  }

  /// Adds a number, such as `loss/train`.
  ///
  /// - Throws: `FileError`, such as a full disk.
  public func add(_ tag: String, scalar: Double, step: Int) throws(FileError) {
    try write(.summary(tag: tag, .scalar(Float(scalar))), step: step)
  }

  /// Adds a picture that is a PNG file already, such as a contact sheet.
  ///
  /// - Throws: `FileError`, such as a full disk.
  public func add(_ tag: String, png: [UInt8], width: Int, height: Int, step: Int) throws(FileError) {
    try write(.summary(tag: tag, .image(png: png, width: width, height: height, channels: 4)), step: step)
  }

  /// Adds a text in Markdown, such as the recipe.
  ///
  /// - Throws: `FileError`, such as a full disk.
  public func add(_ tag: String, text: String, step: Int) throws(FileError) {
    try write(.summary(tag: tag, .text(text)), step: step)
  }

  /// Adds a precision–recall curve of scores from 0 to 1 at evenly spaced thresholds.
  ///
  /// - Throws: `FileError`, such as a full disk.
  public func add(
    _ tag: String, precisionRecallOf scores: [Double], isPositive: [Bool], thresholds: Int = 127, step: Int
  ) throws(FileError) {
    let curve = PrecisionRecallSummary(scores: scores, isPositive: isPositive, thresholds: max(2, thresholds))
    try write(.summary(tag: tag, .precisionRecall(curve)), step: step)
  }
}

// MARK: - Writing

extension EventWriter {
  private func write(_ content: Event.Content, step: Int) throws(FileError) {
    let record = Event(time: Date().timeIntervalSince1970, step: step, content: content).record
    let code = writing.withLock { _ in
      record.withUnsafeBytes { bytes -> Int32 in
        var rest = bytes[...]
        while !rest.isEmpty {
          let written = Glibc.write(descriptor, UnsafeRawBufferPointer(rebasing: rest).baseAddress, rest.count)
          if written < 0 && errno == EINTR { continue }
          guard written > 0 else { return errno }
          rest = rest.dropFirst(written)
        }
        return 0
      }
    }
    guard code == 0 else { throw .system(.write, file: name, code: code) }
  }

  /// `events.out.tfevents.SECONDS.HOST.PROCESS.0`: TensorBoard reads the files of a folder in the order of their names, so
  /// the seconds are past those of any file that is there.
  private static func fileName(in folder: URL) -> String {
    let prefix = "events.out.tfevents."
    let present = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
    let latest = present.compactMap { name in
      name.hasPrefix(prefix) ? Int(name.dropFirst(prefix.count).prefix { $0.isNumber }) : nil
    }.max()
    let seconds = max(Int(Date().timeIntervalSince1970), (latest ?? 0) + 1)
    let digits = String(seconds)
    let padded = String(repeating: "0", count: max(0, 10 - digits.count)) + digits
    return "\(prefix)\(padded).\(hostName).\(getpid()).0"
  }

  private static var hostName: String {
    var bytes = [CChar](repeating: 0, count: 256)
    guard gethostname(&bytes, bytes.count - 1) == 0 else { return "localhost" }
    let name = String(decoding: bytes.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
    return name.isEmpty ? "localhost" : name.replacing("/", with: "_")
  }
}
