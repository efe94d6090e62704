public import Radiograph

/// Gives the probability of the positive class in a picture: what the copies of a picture are read with.
public protocol PictureReader: Sendable {
  /// The calibrated probability that the model gives a picture that has been decoded.
  func probability(of picture: Radiograph) async throws -> Double
}
