public import Foundation

/// A folder of its own for a test, gone afterwards.
public final class TemporaryFolder: Sendable {
  /// Where it is.
  public let url: URL

  /// Makes the folder.
  public init() throws {
    url = FileManager.default.temporaryDirectory.appending(path: "hilum-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
  }

  deinit { try? FileManager.default.removeItem(at: url) }

  // MARK: - Writing

  /// Writes a file, and the folders on the way to it.
  @discardableResult
  public func write(_ bytes: some Collection<UInt8>, _ path: String) throws -> URL {
    let file = url.appending(path: path)
    try FileManager.default.createDirectory(at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
    try Data(bytes).write(to: file)
    return file
  }

  /// Writes a text file, and the folders on the way to it.
  @discardableResult
  public func write(_ text: String, _ path: String) throws -> URL { try write(text.utf8, path) }

  /// Empty files: enough for what opens no image.
  public func touch(_ paths: String...) throws {
    for path in paths { try write("", path) }
  }

  /// Makes a folder, and those on the way to it.
  public func folder(_ path: String) throws {
    try FileManager.default.createDirectory(at: url.appending(path: path), withIntermediateDirectories: true)
  }

  /// Makes a symbolic link.
  public func link(_ path: String, to target: String) throws {
    try FileManager.default.createSymbolicLink(
      atPath: url.appending(path: path).path, withDestinationPath: target)
  }

  /// Copies a file or folder from elsewhere.
  public func copy(_ source: URL, to path: String) throws {
    try FileManager.default.copyItem(at: source, to: url.appending(path: path))
  }

  /// Removes a file or folder.
  public func remove(_ path: String) throws { try FileManager.default.removeItem(at: url.appending(path: path)) }

  // MARK: - Reading

  /// A file's bytes.
  public func bytes(_ path: String) throws -> Data { try Data(contentsOf: url.appending(path: path)) }

  /// A file's text.
  public func text(_ path: String) throws -> String { String(decoding: try bytes(path), as: UTF8.self) }

  /// Names in a folder, sorted, hidden ones too; none if there is no such folder.
  public func names(_ path: String = "") -> [String] {
    ((try? FileManager.default.contentsOfDirectory(atPath: url.appending(path: path).path)) ?? []).sorted()
  }
}
