package import Foundation

/// A folder for what is fetched, open to this user only, gone with the last reference to it.
///
/// Its name has the process in it: what a process that was killed left behind is removed by the next one.
package final class FetchFolder: Sendable {
  /// Where it is.
  package let url: URL

  private static let prefix = "hilum-fetch-"

  /// Makes a folder among the system's temporary ones.
  ///
  /// - Throws: what the file system says.
  package convenience init() throws { try self.init(in: FileManager.default.temporaryDirectory) }

  /// Makes a folder in another.
  package init(in parent: URL) throws {
    Self.removeLeftovers(in: parent)
    url = parent.appending(path: "\(Self.prefix)\(getpid())-\(UUID().uuidString)", directoryHint: .isDirectory)
    try FileManager.default.createDirectory(
      at: url, withIntermediateDirectories: false, attributes: [.posixPermissions: 0o700])
  }

  deinit { try? FileManager.default.removeItem(at: url) }

  private static func removeLeftovers(in parent: URL) {
    for name in (try? FileManager.default.contentsOfDirectory(atPath: parent.path)) ?? [] {
      guard name.hasPrefix(prefix), let process = pid_t(name.dropFirst(prefix.count).prefix { $0 != "-" }),
        kill(process, 0) != 0, errno == ESRCH
      else { continue }
      let leftover = parent.appending(path: name)
      if isOwnFolder(leftover) { try? FileManager.default.removeItem(at: leftover) }
    }
  }

  /// Whether a folder, no link to one, is this user's: anybody may give anything such a name among temporary files.
  private static func isOwnFolder(_ url: URL) -> Bool {
    var status = stat()
    return lstat(url.path, &status) == 0 && status.st_mode & S_IFMT == S_IFDIR && status.st_uid == geteuid()
  }
}
