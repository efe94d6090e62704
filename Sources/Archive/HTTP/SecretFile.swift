import Files
import Foundation

/// A file of one line with what is secret; it is read for each request, so that it can be renewed.
enum SecretFile {
  private static let maximumBytes = 64 << 10

  /// The line, without blanks about it; nil where the file is missing or holds anything but one line of text.
  static func line(of file: URL) -> String? {
    guard let bytes = try? FileReading.bytes(of: file, limit: maximumBytes),
      let line = String(data: bytes, encoding: .utf8)?.trimmingCharacters(in: .whitespacesAndNewlines), !line.isEmpty,
      line.utf8.allSatisfy({ $0 >= 0x20 && $0 != 0x7F })
    else { return nil }
    return line
  }
}
