import Torch

/// Gradients along straight lines from other pictures to the one that is explained.
enum PathGradients {
  /// Pictures that are run at once.
  private static let batch = 8

  /// The mean over `count` places of `(image - start) · gradient`, summed over colours: [1, 1, H, W].
  ///
  /// - Parameter place: where a line starts, [1, C, H, W], and how far along it the gradient is taken, 0…1.
  static func mean(
    _ image: Tensor, _ score: ClassScore, count: Int, place: (Int) throws -> (start: Tensor, share: Double)
  ) throws -> Tensor {
    let total = try image.zerosLike()
    for first in stride(from: 0, to: count, by: batch) {
      let places = try (first..<min(first + batch, count)).map(place)
      let points = try places.map { try $0.start + (image - $0.start) * $0.share }
      let gradients = try score.gradient(at: Tensor.cat(points))
      try withoutGradients {
        let lines = try Tensor.cat(places.map { try image - $0.start })
        try total.addInPlace((lines * gradients).sum(along: [0], keeping: true))
      }
    }
    return try withoutGradients { try (total / Double(count)).sum(along: [1], keeping: true) }
  }
}
