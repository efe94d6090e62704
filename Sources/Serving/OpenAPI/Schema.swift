/// Pieces of JSON schemas (draft 2020-12, as OpenAPI 3.1 has them).
enum Schema {
  static let text: JSONValue = ["type": "string"]
  static let number: JSONValue = ["type": "number"]
  static let integer: JSONValue = ["type": "integer"]
  static let boolean: JSONValue = ["type": "boolean"]
  static let textOrNull: JSONValue = ["type": ["string", "null"]]
  static let numberOrNull: JSONValue = ["type": ["number", "null"]]
  static let integerOrNull: JSONValue = ["type": ["integer", "null"]]
  static let booleanOrNull: JSONValue = ["type": ["boolean", "null"]]
  static let time = text.with(["format": "date-time"])
  /// Lower and upper bound.
  static let interval = list(number).with(["minItems": 2, "maxItems": 2])
  static let picture: JSONValue = ["type": "string", "contentMediaType": "image/png", "format": "binary"]
  /// A file; with OpenAPI 3.0's word for it, too, which generators of clients look for.
  static let file: JSONValue = ["type": "string", "contentMediaType": "application/octet-stream", "format": "binary"]

  /// An object: keys that are always there, and keys that may be left out.
  ///
  /// Later versions may add others.
  static func object(_ required: KeyValuePairs<String, JSONValue>, optional: KeyValuePairs<String, JSONValue> = [:])
    -> JSONValue
  {
    let all = required.map { ($0.key, $0.value) } + optional.map { ($0.key, $0.value) }
    return [
      "type": "object", "required": .array(required.map { .string($0.key) }),
      "properties": .object(Dictionary(all) { first, _ in first }),
    ]
  }

  /// An object whose keys are names of classes, parts, packages and the like.
  static func map(_ value: JSONValue) -> JSONValue { ["type": "object", "additionalProperties": value] }

  static func list(_ item: JSONValue) -> JSONValue { ["type": "array", "items": item] }

  /// One of some words.
  static func word(_ words: some Sequence<String>) -> JSONValue {
    ["type": "string", "enum": .array(words.map { .string($0) })]
  }

  /// One of the words of a type.
  static func word<Word: RawRepresentable<String> & CaseIterable>(of type: Word.Type) -> JSONValue {
    word(type.allCases.map(\.rawValue))
  }

  static func anyOf(_ schemas: JSONValue...) -> JSONValue { ["anyOf": .array(schemas)] }

  static func orNull(_ schema: JSONValue) -> JSONValue { anyOf(schema, ["type": "null"]) }

  /// A schema of the document's components.
  static func reference(_ name: String) -> JSONValue { ["$ref": .string("#/components/schemas/\(name)")] }
}

extension JSONValue {
  /// The object with more keys.
  func with(_ keys: [String: JSONValue]) -> JSONValue {
    guard case .object(let own) = self else { return self }
    return .object(own.merging(keys) { $1 })
  }

  /// The schema with what it is, for people.
  func described(_ text: String) -> JSONValue { with(["description": .string(text)]) }

  /// The schema of an object, with the keys of another one.
  func joined(with other: JSONValue) -> JSONValue {
    guard case .object(var own) = self, case .object(let more) = other else { return self }
    if case .array(let first)? = own["required"], case .array(let second)? = more["required"] {
      own["required"] = .array(first + second)
    }
    if case .object(let first)? = own["properties"], case .object(let second)? = more["properties"] {
      own["properties"] = .object(first.merging(second) { $1 })
    }
    return .object(own)
  }
}
