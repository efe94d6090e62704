import Files
public import FoundationEssentials
import SwiftProtobuf

/// An ONNX model: one flat graph of the default operator set with its weights inside.
///
/// Whatever is read is checked first against limits, then for being whole: known operator set, no external data, no
/// subgraphs or foreign operators, every tensor as long as its shape says, every value defined before it is used.
public struct ONNXModel: Sendable {
  /// The operator sets that are read.
  public static let supportedOpsets = 13...21

  /// The name that errors give the model: the file's, or the graph's if it was built here.
  public let file: String
  var proto: Onnx_ModelProto

  /// Checks a decoded or built model.
  init(_ proto: Onnx_ModelProto, file: String) throws(ONNXError) {
    self.proto = proto
    self.file = file
    try check()
  }

  /// Decodes a model.
  ///
  /// - Parameters:
  ///   - data: the bytes of an `.onnx` file.
  ///   - file: the name that errors give it.
  public init(parsing data: Data, file: String, limits: ONNXLimits = .standard) throws(ONNXError) {
    guard data.count <= limits.bytes else {
      throw .tooManyBytes(file: file, bytes: data.count, limit: limits.bytes)
    }
    let tensorBytes: Int
    do {
      tensorBytes = try data.withUnsafeBytes { try WireScan.tensorBytes($0) }
    } catch WireScan.Failure.truncated(let offset) {
      throw .malformed(file: file, detail: "it ends inside a field at byte \(offset)")
    } catch {
      throw .malformed(file: file, detail: "the bytes are no ONNX model")
    }
    guard data.count - tensorBytes <= limits.structureBytes else {
      throw .tooMuchStructure(file: file, bytes: data.count - tensorBytes, limit: limits.structureBytes)
    }
    let decoded: Onnx_ModelProto
    do {
      decoded = try Onnx_ModelProto(serializedBytes: data)
    } catch {
      throw .malformed(file: file, detail: "a field has another type than the format says")
    }
    try self.init(decoded, file: file)
  }

  /// Reads a model from a file.
  public init(contentsOf url: URL, limits: ONNXLimits = .standard) throws(ONNXError) {
    let data: Data
    do {
      data = try FileReading.mapped(url, limit: limits.bytes)
    } catch {
      throw .file(error)
    }
    try self.init(parsing: data, file: url.lastPathComponent, limits: limits)
  }

  /// The bytes of an `.onnx` file; the same model always gives the same.
  public func serialized() throws(ONNXError) -> Data {
    do {
      return try proto.serializedData()
    } catch {
      throw .malformed(file: file, detail: "it is too large for the format")
    }
  }

  // MARK: - What is in it

  /// The version of the operator set.
  public var opset: Int { Int(proto.opsetImport.first?.version ?? 0) }

  /// What is stored beside the graph.
  public var metadata: [String: String] {
    Dictionary(proto.metadataProps.map { ($0.key, $0.value) }) { first, _ in first }
  }

  /// Inputs of the graph: name and shape, a dimension of any size being -1.
  public var inputs: [(name: String, shape: [Int])] {
    let constants = Set(proto.graph.initializer.map(\.name))
    return proto.graph.input.filter { !constants.contains($0.name) }.map { ($0.name, $0.shape) }
  }

  /// Outputs of the graph: name and shape, a dimension of any size being -1.
  public var outputs: [(name: String, shape: [Int])] {
    proto.graph.output.map { ($0.name, $0.shape) }
  }

  /// The nodes in the order in which they run.
  public var nodes: [Node] { proto.graph.node.map(Node.init) }

  /// The constant called `name`.
  ///
  /// - Throws: `ONNXError.missing` where there is none of 32-bit floats.
  public func initializer(_ name: String) throws(ONNXError) -> FloatTensor {
    guard let tensor = proto.graph.initializer.first(where: { $0.name == name }), let values = tensor.floats else {
      throw .missing(file: file, name: name)
    }
    return try FloatTensor(shape: tensor.dims.map { Int($0) }, values: values)
  }

  /// Checks that the input or output called `name` has `shape`, where a dimension of any size is -1.
  public func require(_ name: String, shape: [Int]) throws(ONNXError) {
    guard let found = (inputs + outputs).first(where: { $0.name == name }) else {
      throw .missing(file: file, name: name)
    }
    guard found.shape == shape else {
      throw .shape(file: file, value: name, expected: shape, found: found.shape)
    }
  }
}
