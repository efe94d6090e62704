import Metrics
package import Radiograph
import Synchronization

/// Puts a picture's lungs onto the surroundings of another, so that what lies around lungs says nothing of the label.
///
/// The other picture is stretched until the box about its lungs lies on the box about the first one's; inside of the first
/// one's outline, widened and with a soft edge as a mask has, the first picture stays. Where either has no lungs the first
/// stays as it is. Each picture is outlined once.
package final class BackgroundExchange: Sendable {
  /// Where a picture's lungs are.
  private struct Lungs: Sendable {
    let box: LungBox
    /// How much of each pixel lies inside: 255 inside, 0 outside.
    let weights: [UInt8]
  }

  private let network: any LungLocating
  private let outlined = Mutex<[Int: Lungs?]>([:])

  /// An exchange that finds lungs with a network.
  package init(_ network: any LungLocating) {
    self.network = network
  }

  /// A picture's lungs before the surroundings of another of the same size.
  ///
  /// - Parameters:
  ///   - image: The picture whose lungs are wanted, and its number.
  ///   - other: The picture whose surroundings are wanted, and its number.
  /// - Throws: `RadiographError`.
  package func exchanged(
    _ image: (picture: PreparedImage, number: Int), with other: (picture: PreparedImage, number: Int)
  ) throws -> PreparedImage {
    let (front, back) = (image.picture, other.picture)
    guard image.number != other.number, (front.width, front.height) == (back.width, back.height),
      let lungs = try lungs(of: front, number: image.number),
      let around = try self.lungs(of: back, number: other.number)
    else { return front }
    var result = front
    let columns = Stretch(from: (lungs.box.x0, lungs.box.x1), to: (around.box.x0, around.box.x1), length: front.width)
    let rows = Stretch(from: (lungs.box.y0, lungs.box.y1), to: (around.box.y0, around.box.y1), length: front.height)
    for y in 0..<front.height {
      let (upper, lower, down) = rows[y]
      for x in 0..<front.width {
        let weight = Float(lungs.weights[y * front.width + x]) / 255
        guard weight < 1 else { continue }
        let (left, right, along) = columns[x]
        for channel in 0..<front.channels {
          // A grey picture stands for three equal channels.
          func level(_ x: Int, _ y: Int) -> Float {
            Float(back.samples[(y * back.width + x) * back.channels + min(channel, back.channels - 1)])
          }
          let above = level(left, upper) + along * (level(right, upper) - level(left, upper))
          let below = level(left, lower) + along * (level(right, lower) - level(left, lower))
          let behind = above + down * (below - above)
          let index = (y * front.width + x) * front.channels + channel
          result.samples[index] = UInt8((behind + weight * (Float(front.samples[index]) - behind)).rounded())
        }
      }
    }
    return result
  }

  private func lungs(of image: PreparedImage, number: Int) throws -> Lungs? {
    if let known = outlined.withLock({ $0[number] }) { return known }
    let pixels: Pixels = image.channels == 1 ? .gray8(image.samples) : .rgb8(image.samples)
    let outline = try network.outline(of: Radiograph(width: image.width, height: image.height, pixels: pixels))
    let lungs =
      outline.isFound
      ? outline.box.map { box in
        let weights = outline.weights(
          ImageSize(width: image.width, height: image.height), widenedBy: LungStep.widening, softness: LungStep.softness
        )
        return Lungs(box: box, weights: weights.map { UInt8(($0 * 255).rounded()) })
      } : nil
    outlined.withLock { $0[number] = .some(lungs) }
    return lungs
  }

  /// Where each place along a side comes from, when one interval is stretched onto another: two pixels and the second's
  /// share.
  private struct Stretch {
    private let places: [(first: Int, second: Int, share: Float)]

    init(from: (Double, Double), to: (Double, Double), length: Int) {
      let factor = (to.1 - to.0) / max(from.1 - from.0, 1 / Double(length))
      places = (0..<length).map { index in
        let share = (Double(index) + 0.5) / Double(length)
        let place = (to.0 + (share - from.0) * factor) * Double(length) - 0.5
        let clamped = min(max(place, 0), Double(length - 1))
        return (Int(clamped), min(Int(clamped) + 1, length - 1), Float(clamped - clamped.rounded(.down)))
      }
    }

    subscript(index: Int) -> (first: Int, second: Int, share: Float) { places[index] }
  }
}
