import Foundation

extension ResultError: CustomStringConvertible {
  /// The error as an English sentence.
  public var description: String {
    switch self {
    case .missingUID(let name): "the object has no \(name.rawValue)"
    case .malformedUID(let name): "the object's \(name.rawValue) is no UID: it must have digits with dots between them"
    case .overlongUID(let name, let count):
      "the object's \(name.rawValue) has \(count) characters; at most 64 are allowed"
    case .noSize: "the object does not say how many rows and columns it has"
    case .overlongValue(let group, let element, let count):
      "the value of \(String(format: "(%04X,%04X)", group, element)) has \(count) bytes, more than it can have in a file"
    case .tooMuchToCarry(let count, let limit):
      "what the object says of patient and study has \(count) bytes; at most \(limit) are carried over"
    case .notGrayscale: "a grey-scale presentation state can't be made of a picture in colours"
    case .drawing(let reason): "the Secondary Capture can't be drawn: \(reason)"
    }
  }
}
