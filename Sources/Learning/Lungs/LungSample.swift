import Backbones
import Foundation

/// A picture and the outline of its lungs on the network's grid, as they are varied and learnt from.
package struct LungSample: Sendable, Equatable {
  /// Length of a side.
  package static let side = LungNet.side
  /// Places of the grid.
  package static let area = side * side

  /// Levels from 0 to 255, row by row.
  package var image: [Float]
  /// What share of each place is lung, from 0 to 1.
  package var mask: [Float]

  /// A pair as it is.
  package init(_ pair: LungPair) {
    image = pair.image.map { Float($0) }
    mask = pair.mask.map { $0 ? 1 : 0 }
  }

  /// A picture of one level, without lungs.
  init(level: Float) {
    image = [Float](repeating: level, count: Self.area)
    mask = [Float](repeating: 0, count: Self.area)
  }

  /// The picture as the network takes it: less its mean, divided by its standard deviation + 1.
  package var standardized: [Float] {
    let count = Double(image.count)
    let mean = image.reduce(0.0) { $0 + Double($1) } / count
    let variance = image.reduce(0.0) { $0 + (Double($1) - mean) * (Double($1) - mean) } / count
    let (offset, divisor) = (Float(mean), Float(variance.squareRoot() + 1))
    return image.map { ($0 - offset) / divisor }
  }

  /// Keeps levels from 0 to 255.
  mutating func clamp() {
    for i in image.indices { image[i] = min(255, max(0, image[i])) }
  }
}
