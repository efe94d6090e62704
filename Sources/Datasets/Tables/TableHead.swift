import Foundation

/// The beginning of a table in a folder, by which layouts tell whose it is.
struct TableHead: Sendable {
  /// Where it is.
  let url: URL
  /// The header, and the first lines, up to 64 KiB.
  let table: CSVTable

  /// Extensions of tables, in lower case.
  static let extensions: Set<String> = ["csv", "tsv"]
  private static let length = 64 << 10

  /// `nil` if the header is none.
  init?(_ url: URL) throws {
    guard let handle = try? FileHandle(forReadingFrom: url) else {
      throw DataError.unreadable(name: url.lastPathComponent, reason: "permission denied or a disk error")
    }
    defer { try? handle.close() }
    var start = [UInt8]((try? handle.read(upToCount: Self.length)) ?? Data())
    if start.starts(with: [0xFF, 0xFE]) || start.starts(with: [0xFE, 0xFF]) {
      throw DataError.malformedCSV(file: url.lastPathComponent, line: 1, problem: .utf16)
    }
    if start.count == Self.length, let end = start.lastIndex(where: { $0 == 10 || $0 == 13 }) {
      start = Array(start[...end])
    }
    let name = url.lastPathComponent
    if let table = try? CSVTable(start, file: name) {
      self.table = table
    } else {
      // What is wrong further down is told, with its line, when all of it is read.
      let line = Array(start.prefix { $0 != 10 && $0 != 13 })
      guard let table = try? CSVTable(line, file: name) else { return nil }
      self.table = table
    }
    self.url = url
  }

  /// Whether the table has all of the columns, whatever their case.
  func has(_ columns: String...) -> Bool { columns.allSatisfy { table.column(among: [$0]) != nil } }
}
