import Foundation
import Radiograph

/// The image files below a folder, in the order of their paths, and what was passed over.
///
/// Links to files and folders are followed, but no folder is visited twice, so a loop of links ends. What counts as an
/// image follows from the extension, or, where that says nothing (DICOM files often have none), from the first bytes;
/// whether it can be read is found out later.
struct ImageFileScan {
  /// Paths relative to the folder, with `/` between the parts, sorted.
  private(set) var paths: [String] = []
  /// Files passed over, by reason.
  private(set) var ignored: [IgnoredFile: Int] = [:]

  private let root: URL
  private var visited: Set<FileStatus.Identity> = []

  /// Scans the folder.
  ///
  /// - Throws: ``DataError/unreadable(name:reason:)`` if a folder can't be listed.
  init(_ root: URL) throws {
    self.root = root
    try visit("", depth: 0)
    paths.sort()
  }

  /// Deeper folders than any data set has; the scan stops there instead of running out of stack.
  private static let maximumDepth = 64

  private mutating func visit(_ folder: String, depth: Int) throws {
    let url = folder.isEmpty ? root : root.appending(path: folder)
    guard depth < Self.maximumDepth, case .folder(let identity)? = FileStatus(url)?.kind,
      visited.insert(identity).inserted
    else {
      ignored[.linkLoop, default: 0] += 1
      return
    }
    for name in try Self.names(in: url) {
      let path = folder.isEmpty ? name : "\(folder)/\(name)"
      if Self.isHidden(name) {
        ignored[.hidden, default: 0] += 1
        continue
      }
      let file = root.appending(path: path)
      switch FileStatus(file)?.kind {
      case .folder: try visit(path, depth: depth + 1)
      case .file:
        if let reason = Self.reasonToIgnore(file) {
          ignored[reason, default: 0] += 1
        } else {
          paths.append(path)
        }
      case .other: ignored[.notRegular, default: 0] += 1
      case nil: ignored[.brokenLink, default: 0] += 1
      }
    }
  }

  /// Names in a folder, sorted.
  static func names(in folder: URL) throws -> [String] {
    do {
      return try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted()
    } catch let error as CocoaError where error.code == .fileReadNoPermission {
      throw DataError.unreadable(name: folder.lastPathComponent, reason: "permission denied")
    } catch {
      throw DataError.unreadable(name: folder.lastPathComponent, reason: "it can't be listed")
    }
  }

  /// Whether a name is none of the data set's: hidden, or left behind by an operating system.
  static func isHidden(_ name: String) -> Bool {
    name.hasPrefix(".") || ["thumbs.db", "desktop.ini", "__macosx"].contains(name.lowercased())
  }

  private static let pictureExtensions: Set<String> = ["jpg", "jpeg", "jpe", "jfif", "png"]
  private static let dicomExtensions: Set<String> = ["dcm", "dicom", "dic"]
  private static let otherExtensions: Set<String> = ["bmp", "gif", "tif", "tiff", "webp", "heic", "jp2", "nii", "mha"]

  /// Why a file is no image of the data set; `nil` if it is one.
  private static func reasonToIgnore(_ file: URL) -> IgnoredFile? {
    let suffix = file.pathExtension.lowercased()
    if pictureExtensions.contains(suffix) || dicomExtensions.contains(suffix) { return nil }
    if otherExtensions.contains(suffix) { return .unsupportedFormat }
    if file.lastPathComponent.uppercased() == "DICOMDIR" { return .notImage }
    guard let handle = try? FileHandle(forReadingFrom: file), let start = try? handle.read(upToCount: 132) else {
      return .notImage
    }
    return looksLikeImage(Array(start)) ? nil : .notImage
  }

  private static func looksLikeImage(_ start: [UInt8]) -> Bool {
    start.starts(with: [0xFF, 0xD8, 0xFF]) || start.starts(with: [0x89, 0x50, 0x4E, 0x47])
      || DICOMFile.isDICOM(start)
  }

  /// Whether an image is DICOM by its name: all are that are not called JPEG or PNG.
  static func isNamedDICOM(_ file: URL) -> Bool { !pictureExtensions.contains(file.pathExtension.lowercased()) }
}

/// What the system says of a file or folder, links followed.
struct FileStatus {
  /// Device and inode: the same for two paths that lead to one thing.
  struct Identity: Hashable {
    let device: UInt64
    let inode: UInt64
  }

  enum Kind {
    case file
    case folder(Identity)
    case other
  }

  let kind: Kind
  let size: Int

  /// `nil` if there is nothing, or only a broken link.
  init?(_ url: URL) {
    var status = stat()
    guard stat(url.path, &status) == 0 else { return nil }
    size = Int(status.st_size)
    switch status.st_mode & S_IFMT {
    case S_IFREG: kind = .file
    case S_IFDIR: kind = .folder(Identity(device: UInt64(status.st_dev), inode: UInt64(status.st_ino)))
    default: kind = .other
    }
  }

  var isFile: Bool {
    if case .file = kind { true } else { false }
  }

  var isFolder: Bool {
    if case .folder = kind { true } else { false }
  }
}
