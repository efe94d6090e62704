/// The JSON of a request.
struct RequestHeader: Decodable {
  struct Tensor: Decodable {
    let name: String
    let shape: [Int]
    let datatype: String
    let binarySize: Int?
    let data: JSONElements?

    private enum CodingKeys: String, CodingKey { case name, shape, datatype, parameters, data }
    private enum ParameterKeys: String, CodingKey { case binarySize = "binary_data_size" }

    init(from decoder: any Decoder) throws {
      let container = try decoder.container(keyedBy: CodingKeys.self)
      name = try container.decode(String.self, forKey: .name)
      shape = try container.decode([Int].self, forKey: .shape)
      datatype = try container.decode(String.self, forKey: .datatype)
      data = try container.decodeIfPresent(JSONElements.self, forKey: .data)
      binarySize =
        container.contains(.parameters)
        ? try container.nestedContainer(keyedBy: ParameterKeys.self, forKey: .parameters)
          .decodeIfPresent(Int.self, forKey: .binarySize) : nil
    }
  }

  struct Output: Decodable {
    let name: String
    let isBinary: Bool?
    let classification: Int?

    private enum CodingKeys: String, CodingKey { case name, parameters }
    private enum ParameterKeys: String, CodingKey {
      case isBinary = "binary_data"
      case classification
    }

    init(from decoder: any Decoder) throws {
      let container = try decoder.container(keyedBy: CodingKeys.self)
      name = try container.decode(String.self, forKey: .name)
      let parameters =
        container.contains(.parameters)
        ? try container.nestedContainer(keyedBy: ParameterKeys.self, forKey: .parameters) : nil
      isBinary = try parameters?.decodeIfPresent(Bool.self, forKey: .isBinary)
      classification = try parameters?.decodeIfPresent(Int.self, forKey: .classification)
    }
  }

  let id: String?
  let inputs: [Tensor]
  let outputs: [Output]?
  let isBinaryByDefault: Bool

  private enum CodingKeys: String, CodingKey { case id, inputs, outputs, parameters }
  private enum ParameterKeys: String, CodingKey { case isBinaryByDefault = "binary_data_output" }

  init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    id = try container.decodeIfPresent(String.self, forKey: .id)
    inputs = try container.decode([Tensor].self, forKey: .inputs)
    outputs = try container.decodeIfPresent([Output].self, forKey: .outputs)
    isBinaryByDefault =
      container.contains(.parameters)
      ? try container.nestedContainer(keyedBy: ParameterKeys.self, forKey: .parameters)
        .decodeIfPresent(Bool.self, forKey: .isBinaryByDefault) ?? false : false
  }

  /// Where decoding went wrong, in a few words.
  static func reason(_ error: any Error) -> String {
    switch error as? DecodingError {
    case .keyNotFound(let key, _): "'\(key.stringValue)' is missing"
    case .typeMismatch(_, let context), .valueNotFound(_, let context):
      "'\(context.codingPath.filter { $0.intValue == nil }.map(\.stringValue).joined(separator: "."))' has the wrong type"
    default: "it is no JSON object"
    }
  }
}

/// A tensor's elements in JSON: flat, or nested as its shape is.
struct JSONElements: Decodable {
  private(set) var numbers: [Float] = []
  private(set) var strings: [String] = []

  init(from decoder: any Decoder) throws {
    var container = try decoder.unkeyedContainer()
    try append(&container, depth: 0)
  }

  private mutating func append(_ container: inout any UnkeyedDecodingContainer, depth: Int) throws {
    while !container.isAtEnd {
      if let number = try? container.decode(Float.self) {
        numbers.append(number)
      } else if let text = try? container.decode(String.self) {
        strings.append(text)
      } else if depth < 8 {
        var inner = try container.nestedUnkeyedContainer()
        try append(&inner, depth: depth + 1)
      } else {
        throw DecodingError.dataCorruptedError(in: container, debugDescription: "nested too deeply")
      }
    }
  }
}
