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
  /// The number of values; of lists each element is one, and so is each list without any.
  let count: Int
  /// The number of rows without a value.
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
    let presence = values.presence
    absent = presence.count { $0 == 0 }
    guard absent == 0 || column.isOptional else { throw .absentValue(column: column.name) }
    let levels: [UInt8]
    if case .floats(let lists) = values {
      (levels, count) = Self.levels(of: lists, isOptional: column.isOptional)
    } else {
      levels = column.isOptional ? Self.levels(presence, bitWidth: 1) : []
      count = values.count
    }
    var pages: [UInt8] = []
    if column.kind == .category, case .strings(let texts) = values, let dictionary = StringDictionary(texts) {
      pages = try Self.page(.dictionary, dictionary.plain, count: dictionary.count, .plain, column)
      dataOffset = pages.count
      encodings = [.plain, .runLength, .dictionary]
      pages += try Self.page(.data, levels + dictionary.indices, count: count, .dictionary, column)
    } else {
      dataOffset = 0
      encodings = [.plain, .runLength]
      pages = try Self.page(.data, levels + PlainEncoding.bytes(values), count: count, .plain, column)
    }
    bytes = pages
  }

  private static func levels(_ levels: [UInt32], bitWidth: Int) -> [UInt8] {
    let runs = HybridRunLength.encoded(levels, bitWidth: bitWidth)
    var bytes: [UInt8] = []
    bytes.appendLittleEndian(UInt32(truncatingIfNeeded: runs.count))
    return bytes + runs
  }

  /// The repetition levels of lists, 0 where a row begins, and their definition levels: how many of the levels that may be
  /// absent (the list where it may, its element) are there.
  ///
  /// "Nested Encoding", <https://parquet.apache.org/docs/file-format/nestedencoding/>.
  private static func levels(of lists: [[Float]?], isOptional: Bool) -> (bytes: [UInt8], count: Int) {
    let deepest: UInt32 = isOptional ? 2 : 1
    var repetition: [UInt32] = []
    var definition: [UInt32] = []
    for list in lists {
      guard let list, !list.isEmpty else {
        repetition.append(0)
        definition.append(list == nil ? 0 : deepest - 1)
        continue
      }
      repetition.append(0)
      repetition += repeatElement(1, count: list.count - 1)
      definition += repeatElement(deepest, count: list.count)
    }
    return (
      levels(repetition, bitWidth: 1) + levels(definition, bitWidth: isOptional ? 2 : 1), repetition.count
    )
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
