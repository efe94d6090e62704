import FoundationEssentials
import Glibc

/// Names for what is being built beside its final place: `.NAME.tmp-0123456789abcdef`, in the same directory and so on
/// the same file system.
enum TemporarySibling {
  /// Leftovers younger than this are let be: their builder may be about to lock them.
  private static let settlingSeconds = 60

  /// A new name beside `target`.
  static func url(for target: URL) -> URL {
    let random = String(UInt64.random(in: .min ... .max), radix: 16)
    return target.deletingLastPathComponent().appending(path: prefix(for: target) + random)
  }

  /// Removes what killed processes left behind beside `target`; what is locked is still being built.
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
