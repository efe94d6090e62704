import Files
import ONNX

extension InferenceError: CustomStringConvertible {
  /// The error as one sentence for a person.
  public var description: String {
    switch self {
    case .file(let error):
      error.description
    case .model(let error):
      error.description
    case .rejectedModel(let file, let detail):
      "\(file): OpenVINO cannot compile the model (\(detail))"
    case .signature(let file, let value, let expected, let found):
      "\(file): '\(value)' has shape \(found); a classification network needs \(expected)"
    case .noDevice(let device, let available):
      "there is no device \(device) here; available: \(available.joined(separator: ", "))"
    case .otherNetwork(let input, let classes, let expectedInput, let expectedClasses):
      "the network takes pictures of \(input) and gives \(classes) logits, but model.json speaks of \(expectedInput) and "
        + "\(expectedClasses)"
    case .references(let features):
      "ood.safetensors does not hold \(features.map(String.init) ?? "no") features of each reference image"
    case .ensemble(let classes):
      classes.isEmpty
        ? "there is no model to read with"
        : "models that tell different classes apart (\(classes.map { $0.joined(separator: ", ") }.joined(separator: "; "))) "
          + "can't read together"
    case .noDropout(let model):
      "the head of \(model) learnt without dropout, or does not end in a linear layer; leave --mc-dropout out"
    case .invalidOption(let name, let value):
      "\(name) cannot be \(value)"
    case .batchSize(let images, let image, let values):
      "a batch of \(images) images of \(image) cannot have \(values) values"
    case .missingOutput(let name):
      "the model has no output '\(name)'; export it again with this version of Hilum"
    case .engine(let operation, let detail):
      "the engine could not \(operation) (\(detail))"
    }
  }
}
