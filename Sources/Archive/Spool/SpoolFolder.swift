import Files
public import Foundation
import Glibc

/// The folder of a spool and what lies where in it.
///
///     incoming/   objects that are being received; what a kill left is removed at the next start
///     objects/    ID.dcm, whole and synced, as it came
///     results/    ID/, what was written of it
///     archive.db  where each stands (SQLite)
///
/// It is private to the node's user: what lies in it names patients.
public struct SpoolFolder: Sendable {
  /// The folder.
  public let url: URL

  var incoming: URL { url.appending(path: "incoming", directoryHint: .isDirectory) }
  var objects: URL { url.appending(path: "objects", directoryHint: .isDirectory) }
  var results: URL { url.appending(path: "results", directoryHint: .isDirectory) }
  var store: URL { url.appending(path: "archive.db") }
  var lock: URL { url.appending(path: "lock") }
  var bell: URL { url.appending(path: "bell") }

  /// A folder, which may not be there yet.
  public init(_ url: URL) { self.url = url }

  /// An object's file.
  public func object(_ id: Int) -> URL { objects.appending(path: "\(id).dcm") }

  /// The folder with an object's results.
  public func results(of id: Int) -> URL { results.appending(path: "\(id)", directoryHint: .isDirectory) }

  /// The file of one of an object's results.
  public func result(_ kind: ResultKind, of id: Int) -> URL { results(of: id).appending(path: kind.fileName) }

  /// Bytes that are free for this user on the disk; nil where the system does not tell.
  public var freeBytes: Int? {
    var status = statvfs()
    guard statvfs(url.path, &status) == 0 else { return nil }
    return Int(status.f_bavail) * Int(status.f_frsize)
  }

  /// The folder that is used unless another is named: `$XDG_DATA_HOME/hilum/archive`, or under `~/.local/share`.
  public static func standard(environment: [String: String] = ProcessInfo.processInfo.environment) -> URL {
    func directory(_ variable: String) -> URL? {
      environment[variable].flatMap { $0.isEmpty ? nil : URL(filePath: $0, directoryHint: .isDirectory) }
    }
    let home = directory("HOME") ?? FileManager.default.homeDirectoryForCurrentUser
    let data = directory("XDG_DATA_HOME") ?? home.appending(path: ".local/share")
    return data.appending(path: "hilum/archive", directoryHint: .isDirectory)
  }

  // MARK: - Making and clearing

  /// Makes the folders that are not there yet, and keeps everybody else out of them.
  ///
  /// - Throws: `FileError`; so too where a folder is another user's, who could look into it, since only its owner and the
  ///   system's administrator may change who else can (`chmod(2)`).
  func make() throws(FileError) {
    for folder in [url, incoming, objects, results] {
      try Folder.make(at: folder)
      guard chmod(folder.path, 0o700) == 0 else {
        throw .system(.create, file: folder.lastPathComponent, code: errno)
      }
    }
    try AtomicFile.synchronizeDirectory(of: results)
  }

  /// Removes what a kill left: objects half received, and files that the store knows nothing of.
  ///
  /// - Parameter known: the objects of the store whose files are kept.
  func clear(keeping known: Set<Int>) {
    for name in Self.names(in: incoming) { Self.remove(incoming.appending(path: name)) }
    for name in Self.names(in: objects) where Self.number(of: name).map(known.contains) != true {
      Self.remove(objects.appending(path: name))
    }
    for name in Self.names(in: results) where Self.number(of: name).map(known.contains) != true {
      Self.remove(results.appending(path: name))
    }
  }

  /// Removes an object's file and its results.
  func remove(_ id: Int) {
    Self.remove(object(id))
    Self.remove(results(of: id))
  }

  /// Bytes of an object's results.
  func resultBytes(of id: Int) -> Int { Self.sizes(in: results(of: id)).reduce(0, +) }

  /// Bytes that have come of each object that is being received.
  var comingBytes: [Int] { Self.sizes(in: incoming) }

  private static func sizes(in folder: URL) -> [Int] {
    names(in: folder).compactMap { name in
      var status = stat()
      return stat(folder.appending(path: name).path, &status) == 0 ? Int(status.st_size) : nil
    }
  }

  private static func names(in folder: URL) -> [String] {
    (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
  }

  private static func number(of name: String) -> Int? { Int(name.prefix { $0 != "." }) }

  static func remove(_ url: URL) { try? FileManager.default.removeItem(at: url) }
}
