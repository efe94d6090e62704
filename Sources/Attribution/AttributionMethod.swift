public import Inference
public import Torch

/// A way of saying which parts of a picture speak for a class.
public protocol AttributionMethod: Sendable {
  /// The map for one picture [1, C, H, W], normalised as the network takes it.
  ///
  /// Values of class-activation maps are at least 0; those of the other methods add to or take from the class's logit.
  ///
  /// - Throws: `AttributionError`, `TorchError`, `ExplanationError`.
  func map(of image: Tensor, for score: ClassScore) throws -> HeatMap
}

extension AttributionMethod {
  /// Sees that there is one picture.
  func check(_ image: Tensor) throws {
    guard image.rank == 4, image.shape[0] == 1 else {
      throw AttributionError.shape(what: "a picture", expected: "[1, C, H, W]", found: image.shape)
    }
  }

  /// A tensor [1, 1, h, w] or [h, w] as a map.
  func heatMap(_ values: Tensor) throws -> HeatMap {
    try HeatMap(width: values.shape[values.rank - 1], height: values.shape[values.rank - 2], values: values.floats())
  }
}
