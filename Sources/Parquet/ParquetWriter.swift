/// Writes a Parquet file of flat columns, and lists of numbers, one group of rows after the other.
///
/// Apache Parquet, <https://github.com/apache/parquet-format>, version 2.11: `PAR1`, the row groups, the footer in Thrift's
/// compact protocol, its length, `PAR1`. What is handed back is to be written in this order: ``begin()``, any number of
/// ``rowGroup(_:)``, ``end(createdBy:metadata:)``. Only what the footer says of the groups is kept.
public struct ParquetWriter {
  private let columns: [ParquetColumn]
  private var groups: [RowGroup] = []
  /// Bytes handed back so far.
  private var offset: Int64 = 0

  private static let magic: [UInt8] = Array("PAR1".utf8)

  private struct RowGroup {
    let chunks: [Chunk]
    let rows: Int64
    let byteCount: Int64
  }

  private struct Chunk {
    let column: ParquetColumn
    let offset: Int64
    let dataOffset: Int64
    let hasDictionary: Bool
    let encodings: [ColumnChunk.Encoding]
    let count: Int64
    let absent: Int64
    let byteCount: Int64
  }

  /// A writer of a file with these columns.
  public init(_ columns: [ParquetColumn]) { self.columns = columns }

  /// The file's first bytes.
  public mutating func begin() -> [UInt8] { handedBack(Self.magic) }

  /// A group of rows: the values of each column, in the order of the columns.
  ///
  /// - Throws: `ParquetError`.
  public mutating func rowGroup(_ values: [ParquetValues]) throws(ParquetError) -> [UInt8] {
    guard values.count == columns.count else { throw .columns(expected: columns.count, found: values.count) }
    let rows = values.first?.count ?? 0
    var chunks: [Chunk] = []
    var bytes: [UInt8] = []
    for (column, values) in zip(columns, values) {
      let fits = values.fit(column.kind)
      guard fits, values.count == rows else {
        throw .values(column: column.name, rows: rows, found: fits ? values.count : 0)
      }
      let chunk = try ColumnChunk(column, values)
      let start = offset + Int64(bytes.count)
      chunks.append(
        Chunk(
          column: column, offset: start, dataOffset: start + Int64(chunk.dataOffset),
          hasDictionary: chunk.hasDictionary, encodings: chunk.encodings, count: Int64(chunk.count),
          absent: Int64(chunk.absent), byteCount: Int64(chunk.bytes.count)))
      bytes += chunk.bytes
    }
    groups.append(RowGroup(chunks: chunks, rows: Int64(rows), byteCount: Int64(bytes.count)))
    return handedBack(bytes)
  }

  /// The file's last bytes.
  ///
  /// - Parameters:
  ///   - createdBy: The program that wrote the file.
  ///   - metadata: Texts that readers of the file can look up.
  public mutating func end(createdBy: String, metadata: [(key: String, value: String)] = []) -> [UInt8] {
    var bytes = CompactProtocol.structure { footer(&$0, createdBy, metadata) }
    bytes.appendLittleEndian(UInt32(truncatingIfNeeded: bytes.count))
    return handedBack(bytes + Self.magic)
  }

  private mutating func handedBack(_ bytes: [UInt8]) -> [UInt8] {
    offset += Int64(bytes.count)
    return bytes
  }
}

// MARK: - Footer

extension ParquetWriter {
  /// `FileMetaData` of `parquet.thrift`.
  private func footer(
    _ file: inout CompactProtocol, _ createdBy: String, _ metadata: [(key: String, value: String)]
  ) {
    file.field(1, Int32(1))
    file.field(2, list: SchemaElement.all(of: columns)) { $1.write(to: &$0) }
    file.field(3, groups.reduce(Int64(0)) { $0 + $1.rows })
    file.field(4, list: groups) { Self.rowGroup(&$0, $1) }
    if !metadata.isEmpty {
      file.field(5, list: metadata) { pair, item in
        pair.field(1, item.key)
        pair.field(2, item.value)
      }
    }
    file.field(6, createdBy)
  }

  private static func rowGroup(_ element: inout CompactProtocol, _ group: RowGroup) {
    element.field(1, list: group.chunks) { element, chunk in
      element.field(2, Int64(0))
      element.field(3) { columnMetadata(&$0, chunk) }
    }
    element.field(2, group.byteCount)
    element.field(3, group.rows)
    if let first = group.chunks.first { element.field(5, first.offset) }
    element.field(6, group.byteCount)
  }

  private static func columnMetadata(_ element: inout CompactProtocol, _ chunk: Chunk) {
    element.field(1, chunk.column.kind.physicalType)
    element.field(2, list: chunk.encodings.map(\.rawValue))
    element.field(3, list: [chunk.column.name] + (chunk.column.kind == .floats ? ["list", "element"] : []))
    element.field(4, Int32(0))
    element.field(5, chunk.count)
    element.field(6, chunk.byteCount)
    element.field(7, chunk.byteCount)
    element.field(9, chunk.dataOffset)
    if chunk.hasDictionary { element.field(11, chunk.offset) }
    element.field(12) { statistics in statistics.field(3, chunk.absent) }
  }
}
