package import Foundation
import Radiograph

/// The image files below a folder, in the order of their paths, and what was passed over.
///
/// Links to files and folders are followed, but no folder is visited twice, so a loop of links ends. What counts as an
/// image follows from the extension, or, where that says nothing (DICOM files often have none), from the first bytes;
/// whether it can be read is found out later.
package struct ImageFileScan {
  /// Paths relative to the folder, with `/` between the parts, sorted.
  package private(set) var paths: [String] = []
  /// Files passed over, by reason.
  private(set) var ignored: [IgnoredFile: Int] = [:]

  private let root: String
  private var visited: Set<FileStatus.Identity> = []

  /// Scans the folder.
  ///
  /// - Throws: ``DataError/unreadable(name:reason:)`` if a folder can't be listed.
  package init(_ root: URL) throws {
    self.root = root.path
    try visit("", depth: 0)
    paths.sort()
  }

  /// Deeper folders than any data set has; the scan stops there instead of running out of stack.
  private static let maximumDepth = 64

  private mutating func visit(_ folder: String, depth: Int) throws {
    let place = folder.isEmpty ? root : "\(root)/\(folder)"
    guard depth < Self.maximumDepth, case .folder(let identity)? = FileStatus(path: place)?.kind,
      visited.insert(identity).inserted
    else {
      ignored[.linkLoop, default: 0] += 1
      return
    }
    for name in try Self.names(in: URL(filePath: place, directoryHint: .isDirectory)) {
      let path = folder.isEmpty ? name : "\(folder)/\(name)"
      if Self.isHidden(name) {
        ignored[.hidden, default: 0] += 1
        continue
      }
      let file = "\(root)/\(path)"
      switch FileStatus(path: file)?.kind {
      case .folder: try visit(path, depth: depth + 1)
      case .file:
        if let reason = Self.reasonToIgnore(file, name) {
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
  package static func names(in folder: URL) throws -> [String] {
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

  /// Whether an extension, in lower case, is one of pictures that are read.
  static func isImageExtension(_ suffix: String) -> Bool {
    pictureExtensions.contains(suffix) || dicomExtensions.contains(suffix)
  }

  /// Why a file is no image of the data set; `nil` if it is one.
  private static func reasonToIgnore(_ file: String, _ name: String) -> IgnoredFile? {
    let suffix = FileName.suffix(of: name)
    if isImageExtension(suffix) { return nil }
    if otherExtensions.contains(suffix) { return .unsupportedFormat }
    if name.uppercased() == "DICOMDIR" { return .notImage }
    guard let handle = try? FileHandle(forReadingFrom: URL(filePath: file)),
      let start = try? handle.read(upToCount: 132)
    else {
      return .notImage
    }
    return looksLikeImage(Array(start)) ? nil : .notImage
  }

  private static func looksLikeImage(_ start: [UInt8]) -> Bool {
    start.starts(with: [0xFF, 0xD8, 0xFF]) || start.starts(with: [0x89, 0x50, 0x4E, 0x47])
      || DICOMFile.isDICOM(start)
  }

  /// Whether an image is DICOM by its name: all are that are not called JPEG or PNG.
  static func isNamedDICOM(_ path: String) -> Bool {
    !pictureExtensions.contains(FileName.suffix(of: FileName.last(of: path)))
  }
}
