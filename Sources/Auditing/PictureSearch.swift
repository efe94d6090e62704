import Files
import Foundation

/// Looks for pictures in a folder by the SHA-256 of their files.
struct PictureSearch {
  private let folder: URL
  /// What stands before a file's path from the folder in a table.
  private let prefix: String

  /// - Parameters:
  ///   - folder: The folder that is searched, with all below it.
  ///   - table: Where the table is that is to name the files.
  /// - Throws: ``AuditError/picturesElsewhere(table:)`` where the folder is not that of the table, or below it.
  init(_ folder: URL, from table: URL) throws(AuditError) {
    self.folder = folder.resolvingSymlinksInPath()
    let base = table.deletingLastPathComponent().resolvingSymlinksInPath().pathComponents
    let parts = self.folder.pathComponents
    guard parts.starts(with: base) else { throw .picturesElsewhere(table: table.lastPathComponent) }
    prefix = parts.dropFirst(base.count).map { $0 + "/" }.joined()
  }

  /// The files with some SHA-256, as the table names them; the first by its path where there are several alike.
  ///
  /// - Throws: `FileError` where the folder, or a file in it, can't be read.
  func files(of sums: Set<String>) throws -> [String: String] {
    guard FileManager.default.fileExists(atPath: folder.path),
      let paths = FileManager.default.enumerator(atPath: folder.path)
    else {
      throw FileError.system(.open, file: folder.lastPathComponent, code: ENOENT)
    }
    var found: [String: String] = [:]
    for path in paths.compactMap({ $0 as? String }).sorted() where found.count < sums.count {
      let url = folder.appending(path: path)
      guard !path.split(separator: "/").contains(where: { $0.hasPrefix(".") }), isFile(url) else { continue }
      let sum = try Checksum(ofFileAt: url).hex
      if sums.contains(sum), found[sum] == nil { found[sum] = prefix + path }
    }
    return found
  }

  private func isFile(_ url: URL) -> Bool {
    let kind = try? FileManager.default.attributesOfItem(atPath: url.resolvingSymlinksInPath().path)[.type]
    return kind as? FileAttributeType == .typeRegular
  }
}
