import Bundles
import Files
public import Foundation
import Parquet

/// Writes the records of a big list to its file, in their order.
public protocol RecordWriter<Record>: Sendable {
  /// What is written.
  associatedtype Record: ScoredRecord

  /// Writes the file.
  ///
  /// - Parameters:
  ///   - count: The number of records.
  ///   - forEach: Hands on the records, each with its line.
  /// - Throws: `FileError`, `ParquetError`, what `forEach` throws; the old content stays then.
  func write(
    to output: URL, count: Int, _ forEach: (_ body: (_ record: Record, _ line: Data) throws -> Void) throws -> Void
  ) throws
}

/// Each record as its line of JSON.
public struct LineWriter<Record: ScoredRecord>: RecordWriter {
  /// Bytes of lines that are written together.
  private static var bytesOfPiece: Int { 1 << 20 }

  /// A writer of lines.
  public init() {}

  /// Writes the file; see ``RecordWriter``.
  public func write(
    to output: URL, count: Int, _ forEach: (_ body: (_ record: Record, _ line: Data) throws -> Void) throws -> Void
  ) throws {
    let draft = try FileDraft(of: output)
    var piece = Data()
    try forEach { _, line in
      piece += line
      piece.append(UInt8(ascii: "\n"))
      guard piece.count >= Self.bytesOfPiece else { return }
      try draft.append(piece)
      piece.removeAll(keepingCapacity: true)
    }
    try draft.append(piece)
    try draft.finish()
  }
}

/// Records as rows of a table in Apache Parquet.
public struct ParquetRecordWriter<Table: RecordTable>: RecordWriter {
  private let table: Table

  /// A writer of a table's rows.
  public init(_ table: Table) { self.table = table }

  /// Writes the file; see ``RecordWriter``.
  public func write(
    to output: URL, count: Int,
    _ forEach: (_ body: (_ record: Table.Record, _ line: Data) throws -> Void) throws -> Void
  ) throws {
    let draft = try FileDraft(of: output)
    var writer = ParquetWriter(table.columns)
    try draft.append(Data(writer.begin()))
    var records: [Table.Record] = []
    try forEach { record, _ in
      records.append(record)
      if records.count == table.rowsOfGroup { try draft.append(group(&records, &writer)) }
    }
    if !records.isEmpty { try draft.append(group(&records, &writer)) }
    try draft.append(Data(writer.end(createdBy: "hilum \(ProductVersion.current)")))
    try draft.finish()
  }

  /// The records as rows; none are left.
  private func group(_ records: inout [Table.Record], _ writer: inout ParquetWriter) throws -> Data {
    defer { records.removeAll(keepingCapacity: true) }
    return Data(try writer.rowGroup(table.values(records)))
  }
}
