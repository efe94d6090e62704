/// A column of a Parquet file.
public struct ParquetColumn: Sendable, Hashable {
  /// What its values are.
  public enum Kind: Sendable, Hashable {
    case string, double, boolean, int32
    /// Texts that repeat: each is written once in a group of rows. A reader sees texts.
    case category
    /// A list of 32-bit floats.
    case floats
  }

  /// Its name.
  public let name: String
  /// What its values are.
  public let kind: Kind
  /// Whether a value may be absent.
  public let isOptional: Bool

  /// A column.
  public init(_ name: String, _ kind: Kind, isOptional: Bool = true) {
    self.name = name
    self.kind = kind
    self.isOptional = isOptional
  }
}

/// The values of one column for some rows; nil where one is absent.
public enum ParquetValues: Sendable, Equatable {
  case strings([String?])
  case doubles([Double?])
  case booleans([Bool?])
  case int32s([Int32?])
  case floats([[Float]?])

  /// The number of rows.
  public var count: Int {
    switch self {
    case .strings(let values): values.count
    case .doubles(let values): values.count
    case .booleans(let values): values.count
    case .int32s(let values): values.count
    case .floats(let lists): lists.count
    }
  }

  /// Whether a column of a kind may have them.
  func fit(_ kind: ParquetColumn.Kind) -> Bool {
    switch self {
    case .strings: kind == .string || kind == .category
    case .doubles: kind == .double
    case .booleans: kind == .boolean
    case .int32s: kind == .int32
    case .floats: kind == .floats
    }
  }

  /// Whether the value of each row is there.
  var presence: [UInt32] {
    switch self {
    case .strings(let values): values.map { $0 == nil ? 0 : 1 }
    case .doubles(let values): values.map { $0 == nil ? 0 : 1 }
    case .booleans(let values): values.map { $0 == nil ? 0 : 1 }
    case .int32s(let values): values.map { $0 == nil ? 0 : 1 }
    case .floats(let lists): lists.map { $0 == nil ? 0 : 1 }
    }
  }
}
