import Bundles
import Radiograph

/// How much the logit falls where a part of the picture is covered.
///
/// Zeiler, Fergus, "Visualizing and Understanding Convolutional Networks", 2013, <https://arxiv.org/abs/1311.2901>. A
/// square cover moves over the picture; a pixel's value is the mean fall over all covers that hide it.
package struct Occlusion: Perturbation {
  private let input: [Float]
  private let cover: [Float]
  private let (height, width): (Int, Int)
  /// Rows and columns of the cover.
  package let window: Int
  /// How far the cover moves on.
  package let stride: Int
  /// Where the covers stand.
  private let places: [(y: Int, x: Int)]

  /// The logit.
  package var payoff: ZoneContributions.Payoff { .logit }
  /// The picture itself, and one with each cover.
  package var count: Int { places.count + 1 }

  /// Covers of `window` pixels a side; by default a seventh of the picture, which moves by half of itself.
  ///
  /// - Parameters:
  ///   - input: the network's input, `[channels, height, width]` as `shape` says.
  ///   - cover: what covers, of the same shape.
  /// - Throws: `ExplanationError.input` where shapes do not fit, `.parameter` where a number is not positive, or covers
  ///   would leave gaps.
  package init(
    _ input: [Float], shape: [Int], cover: [Float], window: Int? = nil, stride: Int? = nil
  ) throws(ExplanationError) {
    guard shape.count == 3, shape.allSatisfy({ $0 > 0 }), input.count == shape.reduce(1, *), cover.count == input.count
    else { throw .input(shape: shape, values: input.count, cover: cover.count) }
    let side = min(shape[1], shape[2])
    let window = window ?? max(1, side / 7)
    let stride = stride ?? max(1, window / 2)
    guard window > 0, window <= side else { throw .parameter("the window", value: window) }
    guard stride > 0, stride <= window else { throw .parameter("the stride", value: stride) }
    (self.input, self.cover, self.window, self.stride) = (input, cover, window, stride)
    (height, width) = (shape[1], shape[2])
    // The last covers of a row or column reach its end.
    func starts(_ extent: Int) -> [Int] {
      Array(Swift.stride(from: 0, to: max(1, extent - window + stride), by: stride))
    }
    let columns = starts(width)
    places = starts(height).flatMap { y in columns.map { (y, $0) } }
  }

  /// The picture, or for versions from 1 on the picture with a cover.
  package func input(_ version: Int) -> [Float] {
    guard version > 0 else { return input }
    let place = places[version - 1]
    var covered = input
    for start in Swift.stride(from: 0, to: input.count, by: height * width) {
      for y in place.y..<min(place.y + window, height) {
        let row = start + y * width
        let part = row + place.x..<row + min(place.x + window, width)
        covered.replaceSubrange(part, with: cover[part])
      }
    }
    return covered
  }

  /// The map at the input's resolution.
  package func explanation(_ scores: [Double]) throws -> HeatMap {
    var sums = [Float](repeating: 0, count: height * width)
    var counts = sums
    for (place, score) in zip(places, scores.dropFirst()) {
      let fall = Float((scores.first ?? 0) - score)
      for y in place.y..<min(place.y + window, height) {
        for pixel in y * width + place.x..<y * width + min(place.x + window, width) {
          sums[pixel] += fall
          counts[pixel] += 1
        }
      }
    }
    return try HeatMap(width: width, height: height, values: zip(sums, counts).map { $1 > 0 ? $0 / $1 : 0 })
  }
}

extension Predictor {
  /// How a class's logit falls where black covers a part of the picture.
  ///
  /// - Throws: `ExplanationError`.
  package func occlusion(of picture: PreparedPicture) throws -> Occlusion {
    let (shape, input) = (signature.input, bundle.metadata.input)
    let area = shape.dropFirst().reduce(1, *)
    let black = zip(input.mean, input.std).flatMap { mean, std in [Float](repeating: -mean / std, count: area) }
    return try Occlusion(picture.input, shape: shape, cover: black)
  }
}
