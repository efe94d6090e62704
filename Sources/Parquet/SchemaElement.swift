/// An element of the tree of a file's columns: `SchemaElement` of `parquet.thrift`.
struct SchemaElement {
  private enum Repetition: Int32 {
    case required = 0
    case optional = 1
    case repeated = 2
  }

  private enum Content {
    /// Values of a physical type.
    case leaf(ParquetColumn.Kind)
    case group(children: Int)
    /// A group that is a list.
    case list
  }

  private let name: String
  private let repetition: Repetition?
  private let content: Content

  /// The tree of columns, each element before those below it.
  static func all(of columns: [ParquetColumn]) -> [SchemaElement] {
    [SchemaElement(name: "schema", repetition: nil, content: .group(children: columns.count))]
      + columns.flatMap { column in
        let repetition: Repetition = column.isOptional ? .optional : .required
        guard column.kind == .floats else {
          return [SchemaElement(name: column.name, repetition: repetition, content: .leaf(column.kind))]
        }
        return [
          SchemaElement(name: column.name, repetition: repetition, content: .list),
          SchemaElement(name: "list", repetition: .repeated, content: .group(children: 1)),
          SchemaElement(name: "element", repetition: .required, content: .leaf(.floats)),
        ]
      }
  }

  func write(to element: inout CompactProtocol) {
    if case .leaf(let kind) = content { element.field(1, kind.physicalType) }
    if let repetition { element.field(3, repetition.rawValue) }
    element.field(4, name)
    switch content {
    case .leaf(.string), .leaf(.category):
      element.field(6, Int32(0))
      element.field(10) { type in type.field(1) { _ in } }
    case .leaf: break
    case .group(let children): element.field(5, Int32(truncatingIfNeeded: children))
    case .list:
      element.field(5, Int32(1))
      element.field(6, Int32(3))
      element.field(10) { type in type.field(3) { _ in } }
    }
  }
}

extension ParquetColumn.Kind {
  /// The number of the physical type of its values in `parquet.thrift`: BOOLEAN, INT32, FLOAT, DOUBLE, BYTE_ARRAY.
  var physicalType: Int32 {
    switch self {
    case .boolean: 0
    case .int32: 1
    case .floats: 4
    case .double: 5
    case .string, .category: 6
    }
  }
}
