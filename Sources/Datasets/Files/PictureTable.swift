import Foundation

/// The pictures that a table names, whether it has labels or not.
enum PictureTable {
  /// Whether a file is a table by its name.
  static func isTable(_ name: String) -> Bool {
    TableHead.extensions.contains(FileName.suffix(of: FileName.last(of: name)))
  }

  /// The files in the order of the lines.
  ///
  /// A line has a path from the table's folder, or an absolute one; else it means a picture below the folder as in tables of
  /// labelled images. What is not there is named all the same.
  ///
  /// - Throws: ``DataError``.
  static func files(_ name: String, columns: ColumnChoice) throws -> [String] {
    let url = URL(filePath: name)
    let table = try CSVTable(contentsOf: url)
    guard let column = try columns.column(.image, in: table) else {
      throw DataError.missingColumn(file: table.file, column: "path", present: table.header)
    }
    let folder = String(name.dropLast(FileName.last(of: name).count))
    var index: ImageIndex?
    return try table.rows.map { row in
      let cell = row.fields[column].trimmed
      guard !cell.isEmpty else {
        throw DataError.emptyCell(file: table.file, line: row.line, column: table.header[column])
      }
      let path = cell.hasPrefix("/") ? cell : folder + cell
      guard FileStatus(path: path) == nil, !cell.hasPrefix("/") else { return path }
      let images = try index ?? ImageIndex(url.deletingLastPathComponent(), file: table.file)
      index = images
      return try images.path(of: cell, line: row.line).map { folder + $0 } ?? path
    }
  }
}
