import Files
import Foundation

/// The folder with the files that were read, each under its SHA-256; it is private to the server's user.
///
/// A file that comes again is kept once.
struct UploadFolder: Sendable {
  private let url: URL

  /// Opens a folder, or makes it.
  init(_ url: URL) throws {
    try FileManager.default.createDirectory(
      at: url, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
    self.url = url
  }

  /// Keeps a file, safe on the disk once this returns.
  ///
  /// - Throws: `FileError`.
  func add(_ bytes: Data, sha256: String) throws {
    let file = url.appending(path: sha256)
    guard !FileManager.default.fileExists(atPath: file.path) else { return }
    try AtomicFile.write(bytes, to: file)
  }

  /// The SHA-256 of every file that is kept.
  func names() -> [String] {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: url.path)) ?? []
    return names.filter { $0.utf8.count == 64 && $0.allSatisfy(\.isHexDigit) }
  }

  func remove(_ sha256: String) { try? FileManager.default.removeItem(at: url.appending(path: sha256)) }
}
