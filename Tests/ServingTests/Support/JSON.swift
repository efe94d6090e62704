import Foundation

/// A JSON value, with whole numbers and booleans told apart.
enum JSON: Decodable, Equatable {
  case object([String: JSON])
  case array([JSON])
  case string(String)
  case integer(Int)
  case number(Double)
  case bool(Bool)
  case null

  init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    if let value = try? container.decode([String: JSON].self) {
      self = .object(value)
    } else if let value = try? container.decode([JSON].self) {
      self = .array(value)
    } else if let value = try? container.decode(String.self) {
      self = .string(value)
    } else if let value = try? container.decode(Bool.self) {
      self = .bool(value)
    } else if let value = try? container.decode(Int.self) {
      self = .integer(value)
    } else if let value = try? container.decode(Double.self) {
      self = .number(value)
    } else {
      self = .null
    }
  }

  /// The value of a key; nil for what is no object, or has no such key.
  subscript(key: String) -> JSON? {
    if case .object(let values) = self { values[key] } else { nil }
  }

  var keys: [String: JSON] { if case .object(let values) = self { values } else { [:] } }
  var items: [JSON] { if case .array(let values) = self { values } else { [] } }
  var text: String? { if case .string(let value) = self { value } else { nil } }

  /// What JSON Schema calls it.
  var type: String {
    switch self {
    case .object: "object"
    case .array: "array"
    case .string: "string"
    case .integer: "integer"
    case .number: "number"
    case .bool: "boolean"
    case .null: "null"
    }
  }
}
