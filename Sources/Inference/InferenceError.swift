public import Files
public import ONNX

/// What can go wrong when a network is loaded or run.
public enum InferenceError: Error, Sendable, Equatable {
  // MARK: Loading

  /// The file cannot be read.
  case file(FileError)
  /// The file is no model that Hilum reads.
  case model(ONNXError)
  /// The engine cannot read or compile the model, although it is valid.
  case rejectedModel(file: String, detail: String)
  /// An input or output of the model has another form than Hilum's networks have; -1 stands for any size.
  case signature(file: String, value: String, expected: String, found: [Int])
  /// The device is not there.
  case noDevice(String, available: [String])
  /// The network takes other pictures, or gives another number of logits, than the bundle's metadata say.
  case otherNetwork(input: [Int], classes: Int, expectedInput: [Int], expectedClasses: Int)
  /// The reference images' features do not fit the network, which gives so many.
  case references(features: Int?)
  /// Models that are to read together tell different classes apart; the classes of each.
  case ensemble([[String]])
  /// The head of a model, by name, learnt without dropout, or does not end in a linear layer.
  case noDropout(model: String)
  /// A number in the options is out of range.
  case invalidOption(String, value: Int)

  // MARK: Running

  /// A batch does not hold as many values as its images need.
  case batchSize(images: Int, image: [Int], values: Int)
  /// The model does not give the wanted output.
  case missingOutput(String)
  /// The engine failed.
  case engine(operation: String, detail: String)
}
