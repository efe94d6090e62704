public import Files
public import Inference
public import ONNX
public import TensorFiles

/// What can be wrong with the network that outlines lungs.
public enum AnatomyError: Error, Sendable, Equatable {
  /// No weights are installed; they were looked for under these names.
  case noWeights([String])
  /// The file of weights can't be read.
  case file(FileError)
  /// The file of weights breaks its format.
  case weights(TensorFileError)
  /// The weights lack a tensor of the network.
  case missing(file: String, tensor: String)
  /// A tensor has another shape than the network's.
  case shape(file: String, tensor: String, expected: [Int], found: [Int])
  /// There are no ranges for 8 bits beside these weights, or they belong to others.
  case noRanges(file: String)
  /// The graph can't be made.
  case graph(ONNXError)
  /// The engine can't run the graph.
  case engine(InferenceError)
}
