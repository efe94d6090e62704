extension LearningError: CustomStringConvertible {
  /// The error as a sentence for people; names no path.
  public var description: String {
    switch self {
    case .nothingReadable(let split):
      "no image of the \(split.rawValue) part can be read"
    case .tooManyClasses(let classes):
      "the data has \(classes.count) classes (\(classes.joined(separator: ", "))); two are needed, such as NORMAL and "
        + "PNEUMONIA"
    case .lossIsNotFinite(let epoch, let batch, let value):
      "the loss of batch \(batch) in epoch \(epoch) is \(value): a lower learning rate or gradient clipping may help"
    case .noPretrainedWeights(let architecture, let name):
      "there are no pretrained weights '\(name)' for \(architecture); give a file with --weights, or --weights none"
    case .outputExists(let name):
      "the folder \(name) is there already and not empty; choose another --output"
    case .inputSizeUnknown:
      "the recipe's input steps give pictures of no fixed size; end them with resize, center_crop or letterbox"
    }
  }
}
