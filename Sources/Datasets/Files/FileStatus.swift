package import Foundation

/// What the system says of a file or folder, links followed.
package struct FileStatus {
  /// Device and inode: the same for two paths that lead to one thing.
  package struct Identity: Hashable {
    package let device: UInt64
    package let inode: UInt64
  }

  package enum Kind {
    case file
    case folder(Identity)
    case other
  }

  package let kind: Kind
  package let size: Int

  /// `nil` if there is nothing, or only a broken link.
  package init?(_ url: URL) { self.init(path: url.path) }

  /// `nil` if there is nothing, or only a broken link.
  init?(path: String) {
    var status = stat()
    guard stat(path, &status) == 0 else { return nil }
    size = Int(status.st_size)
    switch status.st_mode & S_IFMT {
    case S_IFREG: kind = .file
    case S_IFDIR: kind = .folder(Identity(device: UInt64(status.st_dev), inode: UInt64(status.st_ino)))
    default: kind = .other
    }
  }

  package var isFile: Bool {
    if case .file = kind { true } else { false }
  }

  package var isFolder: Bool {
    if case .folder = kind { true } else { false }
  }
}
