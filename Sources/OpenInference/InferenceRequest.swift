public import Foundation

/// A request for inference, with JSON or binary tensors.
public struct InferenceRequest: Sendable, Equatable {
  /// An input tensor.
  public struct Input: Sendable, Equatable {
    /// Its name.
    public let name: String
    /// Its shape.
    public let shape: [Int]
    /// Its elements.
    public let elements: Elements
  }

  /// A tensor's elements.
  public enum Elements: Sendable, Equatable {
    /// 32-bit floats.
    case floats([Float])
    /// Byte strings.
    case bytes([Data])
  }

  /// An output that is wanted.
  public struct Output: Sendable, Equatable {
    /// Its name.
    public let name: String
    /// Whether it is wanted as binary data.
    public let isBinary: Bool
    /// The number of best classes that are wanted in place of the values; 0 for the values.
    public let classification: Int

    /// An output that is wanted.
    public init(name: String, isBinary: Bool, classification: Int = 0) {
      self.name = name
      self.isBinary = isBinary
      self.classification = classification
    }
  }

  /// The client's name for the request, which the answer carries.
  public let id: String?
  /// The inputs.
  public let inputs: [Input]
  /// The outputs that are wanted; all where nil.
  public let outputs: [Output]?
  /// Whether outputs that are not listed are wanted as binary data.
  public let isBinaryByDefault: Bool

  /// What a request may ask for.
  public struct Limits: Sendable, Equatable {
    /// Images in a batch.
    public var batch: Int
    /// Bytes of the client's id.
    public var idBytes: Int

    /// Limits of your own.
    public init(batch: Int = 64, idBytes: Int = 256) {
      self.batch = batch
      self.idBytes = idBytes
    }
  }

  /// Reads a request.
  ///
  /// - Parameters:
  ///   - body: the whole body, inflated.
  ///   - headerLength: the value of `Inference-Header-Content-Length`: bytes of JSON before the binary data. 0 stands for
  ///     a raw request: the body is the only input's data.
  ///   - image: the shape of one image, for a raw request of floats.
  /// - Throws: ``InferenceProtocolError``.
  public init(
    body: Data, headerLength: String?, image: [Int], limits: Limits = Limits()
  ) throws(InferenceProtocolError) {
    guard let headerLength else {
      try self.init(json: body, binary: Data(), limits: limits)
      return
    }
    guard let length = Int(headerLength), length >= 0, length <= body.count else {
      throw .headerLength(headerLength, bodyBytes: body.count)
    }
    let split = body.startIndex + length
    if length == 0 {
      try self.init(raw: body, image: image, limits: limits)
    } else {
      try self.init(json: body[..<split], binary: body[split...], limits: limits)
    }
  }

  /// A raw body: floats if it is as long as whole images of floats are, else one file.
  private init(raw body: Data, image: [Int], limits: Limits) throws(InferenceProtocolError) {
    let size = image.reduce(4, *)
    guard !body.isEmpty else { throw .binaryLength(declared: size, found: 0) }
    id = nil
    outputs = nil
    isBinaryByDefault = true
    if size > 0, body.count % size == 0 {
      let count = body.count / size
      guard count <= limits.batch else { throw .limit("the batch", limits.batch) }
      inputs = [Input(name: TensorNames.image, shape: [count] + image, elements: .floats(Self.floats(body)))]
    } else {
      inputs = [Input(name: TensorNames.file, shape: [1], elements: .bytes([body]))]
    }
  }

  private init(json: Data, binary: Data, limits: Limits) throws(InferenceProtocolError) {
    let header: RequestHeader
    do {
      header = try JSONDecoder().decode(RequestHeader.self, from: json)
    } catch {
      throw .malformedJSON(RequestHeader.reason(error))
    }
    id = header.id
    if let id, id.utf8.count > limits.idBytes { throw .limit("the length of the id", limits.idBytes) }
    guard header.inputs.count <= 16, (header.outputs?.count ?? 0) <= 16 else { throw .limit("tensors", 16) }
    var inputs: [Input] = []
    var offset = binary.startIndex
    for tensor in header.inputs {
      var data: Data?
      if let size = tensor.binarySize {
        guard size >= 0, size <= binary.endIndex - offset else {
          throw .binaryLength(declared: size, found: binary.endIndex - offset)
        }
        data = binary[offset..<offset + size]
        offset += size
      }
      inputs.append(try Self.input(tensor, data, limits))
    }
    guard offset == binary.endIndex else {
      throw .binaryLength(declared: offset - binary.startIndex, found: binary.count)
    }
    self.inputs = inputs
    isBinaryByDefault = header.isBinaryByDefault
    outputs = header.outputs?.map {
      Output(
        name: $0.name, isBinary: $0.isBinary ?? header.isBinaryByDefault, classification: max(0, $0.classification ?? 0)
      )
    }
  }

  private static func input(
    _ tensor: RequestHeader.Tensor, _ binary: Data?, _ limits: Limits
  ) throws(InferenceProtocolError) -> Input {
    guard let batch = tensor.shape.first, batch > 0, tensor.shape.count <= 8, tensor.shape.allSatisfy({ $0 > 0 }) else {
      throw .shape(tensor: tensor.name, tensor.shape)
    }
    guard batch <= limits.batch else { throw .limit("the batch", limits.batch) }
    var count = 1
    for side in tensor.shape {
      let (product, overflow) = count.multipliedReportingOverflow(by: side)
      guard !overflow, product <= 1 << 30 else { throw .shape(tensor: tensor.name, tensor.shape) }
      count = product
    }
    let elements: Elements
    switch (tensor.datatype, binary) {
    case (Datatype.fp32.rawValue, let binary?):
      guard binary.count == count * 4 else {
        throw .elementCount(tensor: tensor.name, expected: count, found: binary.count / 4)
      }
      elements = .floats(floats(binary))
    case (Datatype.bytes.rawValue, let binary?):
      elements = .bytes(try byteStrings(binary, count: count, tensor: tensor.name))
    case (Datatype.fp32.rawValue, nil):
      elements = .floats(tensor.data?.numbers ?? [])
    case (Datatype.bytes.rawValue, nil):
      elements = .bytes((tensor.data?.strings ?? []).map { Data($0.utf8) })
    default:
      throw .datatype(tensor: tensor.name, found: tensor.datatype, expected: "FP32 or BYTES")
    }
    let found =
      switch elements {
      case .floats(let values): values.count
      case .bytes(let values): values.count
      }
    guard found == count else { throw .elementCount(tensor: tensor.name, expected: count, found: found) }
    return Input(name: tensor.name, shape: tensor.shape, elements: elements)
  }

  /// Little-endian floats.
  private static func floats(_ bytes: Data) -> [Float] {
    bytes.withUnsafeBytes { bytes in
      (0..<bytes.count / 4).map {
        Float(bitPattern: UInt32(littleEndian: bytes.loadUnaligned(fromByteOffset: 4 * $0, as: UInt32.self)))
      }
    }
  }

  /// Byte strings, each after its length in 4 bytes, little-endian.
  private static func byteStrings(_ bytes: Data, count: Int, tensor: String) throws(InferenceProtocolError) -> [Data] {
    var strings: [Data] = []
    var rest = bytes
    while !rest.isEmpty {
      guard strings.count < count else {
        throw .elementCount(tensor: tensor, expected: count, found: count + 1)
      }
      guard rest.count >= 4 else { throw .truncatedElement(tensor: tensor) }
      let length = Int(
        UInt32(littleEndian: rest.withUnsafeBytes { $0.loadUnaligned(fromByteOffset: 0, as: UInt32.self) }))
      rest = rest.dropFirst(4)
      guard length <= rest.count else { throw .truncatedElement(tensor: tensor) }
      strings.append(Data(rest.prefix(length)))
      rest = rest.dropFirst(length)
    }
    return strings
  }
}

/// The tensors that a model of Hilum's takes.
public enum TensorNames {
  /// The network's own input: normalised floats `[N, C, H, W]`.
  public static let image = "image"
  /// Files: JPEG, PNG or DICOM, as BYTES `[N]` or `[N, 1]`.
  public static let file = "file"
}
