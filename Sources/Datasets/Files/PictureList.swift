public import Files
public import Foundation

/// The picture files that names on a command line stand for.
public enum PictureList {
  private static let largestList = 1 << 30

  /// The files in their order: a file stands for itself, be it readable or not, a folder for all pictures below it, and a
  /// table (`.csv`, `.tsv`) for those in its column of paths.
  ///
  /// - Parameter columns: Which column of a table has the paths, where its name doesn't tell.
  /// - Throws: `DataError`, where a folder can't be listed or a table not be read.
  public static func files(_ names: [String], columns: ColumnChoice = ColumnChoice()) throws -> [String] {
    try names.flatMap { name in
      let url = URL(filePath: name)
      guard let status = FileStatus(url) else { return [name] }
      if status.isFile, PictureTable.isTable(name) { return try PictureTable.files(name, columns: columns) }
      guard status.isFolder, !hasPictureName(url) else { return [name] }
      let prefix = name.hasSuffix("/") ? name : name + "/"
      return try ImageFileScan(url).paths.map { prefix + $0 }
    }
  }

  /// The files that a text names, a path on each line as it would stand on the command line; blank lines are skipped.
  ///
  /// - Throws: `FileError`.
  public static func lines(of url: URL) throws(FileError) -> [String] {
    let text = String(decoding: try FileReading.bytes(of: url, limit: largestList), as: UTF8.self)
    return text.split(whereSeparator: \.isNewline).map(\.trimmed).filter { !$0.isEmpty }
  }

  /// A folder that is called like a picture was meant to be one.
  private static func hasPictureName(_ url: URL) -> Bool {
    ["jpg", "jpeg", "png", "dcm"].contains(url.pathExtension.lowercased())
  }
}
