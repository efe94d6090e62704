public import Inference
public import Torch

/// How much the logit falls where a part of the picture is covered.
///
/// Zeiler, Fergus, "Visualizing and Understanding Convolutional Networks", 2013, <https://arxiv.org/abs/1311.2901>. A
/// square cover moves over the picture; a pixel's value is the mean fall over all covers that hide it.
public struct Occlusion: AttributionMethod {
  /// What covers, a picture [1, C, H, W].
  public let cover: Tensor
  /// Rows and columns of the cover.
  public let window: Int
  /// How far the cover moves on.
  public let stride: Int
  /// Pictures that are run at once.
  private static let batch = 16

  /// Covers of `window` pixels a side; by default a seventh of the picture, which moves by half of itself.
  ///
  /// - Throws: `AttributionError.parameter` where a number is not positive, or covers would leave gaps.
  public init(cover: Tensor, window: Int? = nil, stride: Int? = nil) throws {
    let side = cover.rank == 4 ? min(cover.shape[2], cover.shape[3]) : 0
    self.window = window ?? max(1, side / 7)
    self.stride = stride ?? max(1, self.window / 2)
    self.cover = cover
    guard self.window > 0, self.window <= max(side, 1) else {
      throw AttributionError.parameter(name: "the window", value: self.window)
    }
    guard self.stride > 0, self.stride <= self.window else {
      throw AttributionError.parameter(name: "the stride", value: self.stride)
    }
  }

  /// The map at the picture's resolution; see `AttributionMethod`.
  public func map(of image: Tensor, for score: ClassScore) throws -> HeatMap {
    try check(image)
    guard cover.shape == image.shape else {
      throw AttributionError.shape(what: "a cover", expected: "\(image.shape)", found: cover.shape)
    }
    let (height, width) = (image.shape[2], image.shape[3])
    let places = starts(height).flatMap { y in starts(width).map { x in (y: y, x: x) } }
    var sums = [Float](repeating: 0, count: height * width)
    var counts = sums
    try withInferenceMode {
      guard let whole = try score(image).floats().first else { return }
      for first in Swift.stride(from: 0, to: places.count, by: Self.batch) {
        let some = places[first..<min(first + Self.batch, places.count)]
        let covered = try some.map { try covering(image, $0.y, $0.x) }
        for (place, logit) in zip(some, try score(Tensor.cat(covered)).floats()) {
          for y in place.y..<min(place.y + window, height) {
            for x in place.x..<min(place.x + window, width) {
              sums[y * width + x] += whole - logit
              counts[y * width + x] += 1
            }
          }
        }
      }
    }
    return try HeatMap(width: width, height: height, values: zip(sums, counts).map { $1 > 0 ? $0 / $1 : 0 })
  }

  /// Where covers start along a side; the last ones reach its end.
  private func starts(_ extent: Int) -> [Int] {
    Array(Swift.stride(from: 0, to: max(1, extent - window + stride), by: stride))
  }

  private func covering(_ image: Tensor, _ y: Int, _ x: Int) throws -> Tensor {
    let copy = try image.clone()
    func part(_ tensor: Tensor) throws -> Tensor {
      try tensor.slice(y..<min(y + window, tensor.shape[2]), along: 2)
        .slice(x..<min(x + window, tensor.shape[3]), along: 3)
    }
    try part(copy).copyInPlace(part(cover))
    return copy
  }
}
