import FoundationEssentials
import Glibc

/// What is being built beside its final place: `.NAME.tmp-0123456789abcdef`, in the same directory and so on the same
/// file system.
///
/// A temporary is locked while it is in use. The system drops the lock when a process ends, be it by a kill, so what is
/// left behind can be told from what is still being built.
enum TemporarySibling {
  /// Leftovers younger than this are let be: their builder may be about to lock them.
  private static let settlingSeconds = 60

  /// A new name beside `target`.
  static func url(for target: URL) -> URL {
    let random = String(UInt64.random(in: .min ... .max), radix: 16)
    return target.deletingLastPathComponent().appending(path: prefix(for: target) + random)
  }

  /// Runs `body` with a new directory beside `target`, and removes afterwards what then has the directory's name.
  static func withDirectory<Result>(for target: URL, _ body: (URL) throws -> Result) throws -> Result {
    removeLeftovers(of: target)
    let name = target.lastPathComponent
    let temporary = url(for: target)
    guard mkdir(temporary.path, 0o777) == 0 else { throw FileError.system(.create, file: name, code: errno) }
    defer { try? FileManager.default.removeItem(at: temporary) }
    let directory = try OpenFile(temporary, O_RDONLY | O_DIRECTORY, operation: .create, name: name)
    directory.lock()
    return try withExtendedLifetime(directory) { _ in try body(temporary) }
  }

  /// Removes what killed processes left behind beside `target`.
  static func removeLeftovers(of target: URL) {
    let directory = target.deletingLastPathComponent()
    let names = (try? FileManager.default.contentsOfDirectory(atPath: directory.path)) ?? []
    for name in names where name.hasPrefix(prefix(for: target)) {
      let url = directory.appending(path: name)
      var status = stat()
      guard lstat(url.path, &status) == 0, status.st_mtim.tv_sec + settlingSeconds < time(nil),
        let file = try? OpenFile(url, O_RDONLY | O_NOFOLLOW, operation: .open), file.lock()
      else { continue }
      try? FileManager.default.removeItem(at: url)
    }
  }

  private static func prefix(for target: URL) -> String { ".\(target.lastPathComponent).tmp-" }
}
