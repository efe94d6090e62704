/// One column's values of one row group as pages, and what the footer says of them.
///
/// Apache Parquet, "File Format", <https://parquet.apache.org/docs/file-format/>: a dictionary page of categories, and one
/// data page (version 1), not compressed.
struct ColumnChunk {
  /// The numbers of `parquet.thrift` that are used here.
  enum Encoding: Int32 {
    case plain = 0
    case runLength = 3
    case dictionary = 8
  }

  private enum PageType: Int32 {
    case data = 0
    case dictionary = 2
  }

  let column: ParquetColumn
  let rows: Int
  let absent: Int
  let bytes: [UInt8]
  let encodings: [Encoding]
  /// Where the data page begins in ``bytes``; after the dictionary page if there is one.
  let dataOffset: Int

  var hasDictionary: Bool { dataOffset > 0 }

  /// Encodes values.
  ///
  /// - Throws: `ParquetError`.
  init(_ column: ParquetColumn, _ values: ParquetValues) throws(ParquetError) {
    self.column = column
    rows = values.count
    let presence = values.presence
    absent = presence.count { $0 == 0 }
    guard absent == 0 || column.isOptional else { throw .absentValue(column: column.name) }
    var levels: [UInt8] = []
    if column.isOptional {
      let runs = HybridRunLength.encoded(presence, bitWidth: 1)
      levels.appendLittleEndian(UInt32(truncatingIfNeeded: runs.count))
      levels += runs
    }
    var pages: [UInt8] = []
    if column.kind == .category, case .strings(let texts) = values, let dictionary = StringDictionary(texts) {
      pages = try Self.page(.dictionary, dictionary.plain, count: dictionary.count, .plain, column)
      dataOffset = pages.count
      encodings = [.plain, .runLength, .dictionary]
      pages += try Self.page(.data, levels + dictionary.indices, count: rows, .dictionary, column)
    } else {
      dataOffset = 0
      encodings = [.plain, .runLength]
      pages = try Self.page(.data, levels + PlainEncoding.bytes(values), count: rows, .plain, column)
    }
    bytes = pages
  }

  private static func page(
    _ type: PageType, _ content: [UInt8], count: Int, _ encoding: Encoding, _ column: ParquetColumn
  ) throws(ParquetError) -> [UInt8] {
    guard let size = Int32(exactly: content.count), let count = Int32(exactly: count) else {
      throw .pageTooLarge(column: column.name, byteCount: content.count)
    }
    let header = CompactProtocol.structure { page in
      page.field(1, type.rawValue)
      page.field(2, size)
      page.field(3, size)
      switch type {
      case .data:
        page.field(5) { data in
          data.field(1, count)
          data.field(2, encoding.rawValue)
          data.field(3, Encoding.runLength.rawValue)
          data.field(4, Encoding.runLength.rawValue)
        }
      case .dictionary:
        page.field(7) { dictionary in
          dictionary.field(1, count)
          dictionary.field(2, encoding.rawValue)
        }
      }
    }
    return header + content
  }
}
