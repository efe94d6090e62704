import Foundation

/// What lies in a folder, as layouts look at it; or one table, if that was named.
struct DataFolder: Sendable {
  /// The folder; of a table the one it lies in.
  let url: URL
  /// Folders in it, sorted, hidden ones left out.
  let folders: [String]
  /// Files in it, sorted, hidden ones left out.
  let files: [String]
  /// The beginnings of its tables; only the one that was named, if one was.
  let tables: [TableHead]
  /// Whether a folder was named, not a table.
  let isFolder: Bool

  /// Looks at a folder.
  ///
  /// - Throws: ``DataError``.
  init(_ url: URL) throws {
    let names = try ImageFileScan.names(in: url).filter { !ImageFileScan.isHidden($0) }
    let folders = names.filter { FileStatus(url.appending(path: $0))?.isFolder == true }
    let files = names.filter { FileStatus(url.appending(path: $0))?.isFile == true }
    (self.url, self.folders, self.files, isFolder) = (url, folders, files, true)
    tables = try files.filter { TableHead.extensions.contains(FileName.suffix(of: $0)) }
      .compactMap { try TableHead(url.appending(path: $0)) }
  }

  /// Looks at a table.
  init(table: URL) throws {
    url = table.deletingLastPathComponent()
    (folders, files, isFolder) = ([], [table.lastPathComponent], false)
    let isPicture = ImageFileScan.isImageExtension(FileName.suffix(of: table.lastPathComponent))
    tables = isPicture ? [] : try [TableHead(table)].compactMap(\.self)
  }

  /// The folder's name.
  var name: String { url.lastPathComponent }

  /// The first table with all of the columns, whatever their case.
  func table(with columns: String...) -> TableHead? {
    tables.first { table in columns.allSatisfy { table.table.column(among: [$0]) != nil } }
  }

  /// Folders in a folder of it, hidden ones left out.
  func folders(in name: String) -> [String] {
    let place = url.appending(path: name)
    let names = (try? ImageFileScan.names(in: place)) ?? []
    return names.filter { !ImageFileScan.isHidden($0) && FileStatus(place.appending(path: $0))?.isFolder == true }
  }
}
