import Foundation

/// A folder of its own for a test, gone afterwards.
final class TemporaryFolder: Sendable {
  let url: URL

  init() throws {
    url = FileManager.default.temporaryDirectory.appending(path: "hilum-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
  }

  deinit { try? FileManager.default.removeItem(at: url) }

  /// Writes a file, and the folders on the way to it.
  @discardableResult
  func write(_ bytes: some Collection<UInt8>, _ path: String) throws -> URL {
    let file = url.appending(path: path)
    try FileManager.default.createDirectory(at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
    try Data(bytes).write(to: file)
    return file
  }

  @discardableResult
  func write(_ text: String, _ path: String) throws -> URL { try write(text.utf8, path) }

  func bytes(_ path: String) throws -> Data { try Data(contentsOf: url.appending(path: path)) }

  func text(_ path: String) throws -> String { String(decoding: try bytes(path), as: UTF8.self) }

  func remove(_ path: String) throws { try FileManager.default.removeItem(at: url.appending(path: path)) }

  /// Copies a file or folder from elsewhere.
  func copy(_ source: URL, to path: String) throws {
    try FileManager.default.copyItem(at: source, to: url.appending(path: path))
  }

  /// Names in a folder, sorted, hidden ones too; none if there is no such folder.
  func names(_ path: String = "") -> [String] {
    ((try? FileManager.default.contentsOfDirectory(atPath: url.appending(path: path).path)) ?? []).sorted()
  }
}
