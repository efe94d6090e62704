import Files
import Inference
import ONNX
import TensorFiles

extension AnatomyError: CustomStringConvertible {
  /// The error as one sentence for a person.
  public var description: String {
    switch self {
    case .noWeights(let names):
      "there are no weights for lung outlines here (looked for \(names.joined(separator: ", ")))"
    case .file(let error):
      error.description
    case .weights(let error):
      error.description
    case .missing(let file, let tensor):
      "\(file) is no lung-outline network: it has no tensor '\(tensor)'"
    case .shape(let file, let tensor, let expected, let found):
      "\(file): '\(tensor)' has shape \(found); the lung-outline network has \(expected)"
    case .noRanges(let file):
      "\(file) has no ranges for int8 of these very weights; 'hilum lungs quantize' makes them"
    case .graph(let error):
      error.description
    case .engine(let error):
      error.description
    }
  }
}
