public import Foundation

/// The answer to a request for inference.
public struct InferenceResponse: Sendable {
  /// An output tensor.
  public struct Output: Sendable {
    /// Its name.
    public let name: String
    /// Its shape.
    public let shape: [Int]
    /// Its elements.
    public let elements: InferenceRequest.Elements
    /// Whether it goes as binary data.
    public let isBinary: Bool

    /// An output tensor.
    public init(name: String, shape: [Int], elements: InferenceRequest.Elements, isBinary: Bool) {
      self.name = name
      self.shape = shape
      self.elements = elements
      self.isBinary = isBinary
    }

    /// The best classes of each row as `"score:index:label"`, best first: the protocol's classification extension.
    public static func classification(
      name: String, rows: [Float], classes: Int, best: Int, labels: [String], isBinary: Bool
    ) -> Output {
      let count = classes > 0 ? rows.count / classes : 0
      let best = min(max(best, 1), max(classes, 1))
      let strings = (0..<count).flatMap { row in
        let values = rows[row * classes..<(row + 1) * classes]
        let order = values.indices.sorted { (-values[$0], $0) < (-values[$1], $1) }.prefix(best)
        return order.map { index in
          let column = index - row * classes
          let label = labels.indices.contains(column) ? ":\(labels[column])" : ""
          return Data("\(String(format: "%f", values[index])):\(column)\(label)".utf8)
        }
      }
      return Output(name: name, shape: [count, best], elements: .bytes(strings), isBinary: isBinary)
    }
  }

  /// The model.
  public let model: String
  /// Its version.
  public let version: String
  /// The client's name for the request.
  public let id: String?
  /// The outputs.
  public let outputs: [Output]

  /// An answer.
  public init(model: String, version: String, id: String?, outputs: [Output]) {
    self.model = model
    self.version = version
    self.id = id
    self.outputs = outputs
  }

  /// The body, and the length of its JSON part where binary data follows.
  ///
  /// - Throws: `EncodingError`.
  public func encoded() throws -> (body: Data, headerLength: Int?) {
    var binary = Data()
    let header = ResponseHeader(
      modelName: model, modelVersion: version, id: id,
      outputs: outputs.map { output in
        let data = output.isBinary ? Self.binary(output.elements) : nil
        if let data { binary.append(data) }
        return ResponseHeader.Output(
          name: output.name, datatype: Self.datatype(output.elements).rawValue, shape: output.shape,
          parameters: data.map { .init(binarySize: $0.count) },
          data: output.isBinary ? nil : ResponseHeader.Values(elements: output.elements))
      })
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.withoutEscapingSlashes, .sortedKeys]
    let json = try encoder.encode(header)
    let hasBinary = outputs.contains(where: \.isBinary)
    return (json + binary, hasBinary ? json.count : nil)
  }

  private static func datatype(_ elements: InferenceRequest.Elements) -> Datatype {
    switch elements {
    case .floats: .fp32
    case .bytes: .bytes
    }
  }

  private static func binary(_ elements: InferenceRequest.Elements) -> Data {
    var data = Data()
    func append(_ value: UInt32) { withUnsafeBytes(of: value.littleEndian) { data.append(contentsOf: $0) } }
    switch elements {
    case .floats(let values):
      data.reserveCapacity(4 * values.count)
      values.forEach { append($0.bitPattern) }
    case .bytes(let strings):
      for string in strings {
        append(UInt32(truncatingIfNeeded: string.count))
        data.append(string)
      }
    }
    return data
  }
}

/// The JSON of an answer.
private struct ResponseHeader: Encodable {
  struct Parameters: Encodable {
    let binarySize: Int
    private enum CodingKeys: String, CodingKey { case binarySize = "binary_data_size" }
  }

  struct Values: Encodable {
    let elements: InferenceRequest.Elements

    func encode(to encoder: any Encoder) throws {
      var container = encoder.singleValueContainer()
      switch elements {
      // What JSON has no word for becomes null.
      case .floats(let values): try container.encode(values.map { $0.isFinite ? $0 : nil })
      case .bytes(let strings): try container.encode(strings.map { String(decoding: $0, as: UTF8.self) })
      }
    }
  }

  struct Output: Encodable {
    let name: String
    let datatype: String
    let shape: [Int]
    let parameters: Parameters?
    let data: Values?
  }

  let modelName: String
  let modelVersion: String
  let id: String?
  let outputs: [Output]

  private enum CodingKeys: String, CodingKey {
    case id, outputs
    case modelName = "model_name"
    case modelVersion = "model_version"
  }
}
