public import Metrics

/// What can keep a model from being adapted to a site.
///
/// The sentences stand in `AdaptationError+Description.swift`.
public enum AdaptationError: Error, Sendable, Equatable {
  /// The model tells several classes or findings apart.
  case severalClasses(ClassificationTask)
  /// There are too few pictures that can be read.
  case tooFewPictures(found: Int, needed: Int)
  /// A class has too few pictures that can be read.
  case tooFewOfAClass(String, found: Int, needed: Int)
  /// The network has no batch normalisation.
  case noBatchNorm(architecture: String)
  /// The bundle doesn't say how many pictures of each class its model was trained on.
  case trainingPrevalenceUnknown(bundle: String)
  /// The pictures don't tell how many of them are positive: anything in the interval may be.
  case prevalenceUncertain(ConfidenceInterval)
}
