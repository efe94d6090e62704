/// What can be wrong with a request of the Open Inference Protocol.
public enum InferenceProtocolError: Error, Sendable, Equatable {
  /// The JSON part can't be understood; the reason.
  case malformedJSON(String)
  /// `Inference-Header-Content-Length` is no length of a part of this body.
  case headerLength(String, bodyBytes: Int)
  /// The binary part has another length than the tensors declare.
  case binaryLength(declared: Int, found: Int)
  /// A tensor's shape is not usable.
  case shape(tensor: String, [Int])
  /// A tensor has another number of elements than its shape says.
  case elementCount(tensor: String, expected: Int, found: Int)
  /// A tensor's element type is not one that is taken here.
  case datatype(tensor: String, found: String, expected: String)
  /// A BYTES tensor's element is cut off.
  case truncatedElement(tensor: String)
  /// A limit is exceeded: what, and which.
  case limit(String, Int)
  /// An input or output of this name is unknown.
  case unknownTensor(String, expected: String)
}

extension InferenceProtocolError: CustomStringConvertible {
  /// The error as a sentence for people.
  public var description: String {
    switch self {
    case .malformedJSON(let reason):
      "failed to parse the request JSON: \(reason)"
    case .headerLength(let text, let bodyBytes):
      "Inference-Header-Content-Length '\(text.prefix(40))' is no length within a body of \(bodyBytes) bytes"
    case .binaryLength(let declared, let found):
      "the tensors declare \(declared) bytes of binary data; the body has \(found)"
    case .shape(let tensor, let shape):
      "input '\(tensor.prefix(80))' has the unusable shape \(shape.prefix(8))"
    case .elementCount(let tensor, let expected, let found):
      "input '\(tensor.prefix(80))' needs \(expected) elements for its shape; it has \(found)"
    case .datatype(let tensor, let found, let expected):
      "input '\(tensor.prefix(80))' has datatype \(found.prefix(20)); expected \(expected)"
    case .truncatedElement(let tensor):
      "an element of the BYTES input '\(tensor.prefix(80))' is cut off"
    case .limit(let what, let limit):
      "\(what) is limited to \(limit)"
    case .unknownTensor(let name, let expected):
      "unexpected tensor '\(name.prefix(80))'; expected \(expected)"
    }
  }
}
