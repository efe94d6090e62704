/// What can keep a training from its end.
///
/// The sentences stand in `LearningError+Description.swift`.
public enum LearningError: Error, Sendable, Equatable {
  /// A part of the data set has no readable image.
  case nothingReadable(Split)
  /// The data set has more classes than the two that Hilum tells apart.
  case tooManyClasses([String])
  /// A batch's loss is infinite or not a number.
  case lossIsNotFinite(epoch: Int, batch: Int, value: Double)
  /// The recipe names pretrained weights that are not those of a backbone in the catalogue.
  case noPretrainedWeights(architecture: String, name: String)
  /// The run's folder has something in it already.
  case outputExists(String)
  /// The recipe asks for a preprocessing whose output has no fixed size.
  case inputSizeUnknown
}
