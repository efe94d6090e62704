import Files
import Foundation

/// Where text goes: results to stdout, words for people to stderr.
enum Console {
  /// Whether stderr is a terminal that a person looks at.
  static var isInteractive: Bool { isatty(STDERR_FILENO) == 1 && ProcessInfo.processInfo.environment["TERM"] != "dumb" }

  /// A line of result on stdout.
  ///
  /// - Throws: `FileError` if it can't be written, such as to a file on a full disk.
  static func output(_ line: String) throws {
    guard write(line + "\n", to: STDOUT_FILENO) else {
      throw FileError.system(.write, file: "the result to stdout", code: errno)
    }
  }

  /// A line for a person on stderr.
  static func message(_ line: String) { note(line + "\n") }

  /// Text for a person on stderr, which is lost if it can't be written.
  static func note(_ text: String) { _ = write(text, to: STDERR_FILENO) }

  /// A value as JSON on stdout: one line, or indented where a person may read it.
  static func json(_ value: some Encodable, indented: Bool = true) throws {
    guard indented else { return try output(String(decoding: JSONLine.bytes(value), as: UTF8.self)) }
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    try output(String(decoding: encoder.encode(value), as: UTF8.self))
  }

  /// Writes all of a text; `FileHandle` would trap where that can't be done.
  private static func write(_ text: String, to descriptor: Int32) -> Bool {
    var bytes = Array(text.utf8)[...]
    while !bytes.isEmpty {
      let count = bytes.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
      if count >= 0 {
        bytes = bytes.dropFirst(count)
      } else if errno != EINTR {
        return false
      }
    }
    return true
  }
}
