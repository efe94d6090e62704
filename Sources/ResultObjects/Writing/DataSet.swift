import Radiograph

/// A DICOM data set that is being made, or an item of a sequence: attributes with their values.
struct DataSet: Sendable, Equatable {
  /// The value of an attribute.
  enum Value: Sendable, Equatable {
    /// Characters of ours, encoded when they are written; a backslash parts several values.
    case text(String)
    /// Bytes as they came, in little-endian order.
    case raw([UInt8])
    case unsignedShorts([UInt16])
    case signedLongs([Int32])
    case floats([Float])
    case doubles([Double])
    case items([DataSet])
    /// Present, and without a value (type 2).
    case empty
  }

  /// The attributes with their values, in no order.
  private(set) var elements: [Attribute: Value] = [:]

  /// The value of an attribute; nil where it is not there.
  subscript(attribute: Attribute) -> Value? {
    get { elements[attribute] }
    set { elements[attribute] = newValue }
  }

  /// Takes over the elements of another data set, which replace those that are there.
  mutating func add(_ other: DataSet) {
    elements.merge(other.elements) { $1 }
  }

  /// The attributes in the order in which they are written.
  var attributes: [Attribute] {
    elements.keys.sorted { ($0.tag.group, $0.tag.element) < ($1.tag.group, $1.tag.element) }
  }
}

extension DataSet.Value {
  /// One number of 16 bits.
  static func unsignedShort(_ value: UInt16) -> Self { .unsignedShorts([value]) }

  /// A decimal string of at most 16 characters.
  static func decimal(_ value: Double) -> Self { .text(DecimalString.text(of: value)) }

  /// A sequence of one item.
  static func item(_ item: DataSet) -> Self { .items([item]) }
}
