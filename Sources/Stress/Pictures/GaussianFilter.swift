import Foundation
import Radiograph

/// A Gaussian blur over an odd number of pixels each way, rows first and then columns; beyond the edges the picture is
/// reflected, the outermost pixel not repeated.
struct GaussianFilter {
  /// Weights from the middle outwards.
  private let weights: [Float]

  /// A blur of `size` pixels each way, of which a Gaussian with a standard deviation is kept.
  init(size: Int, deviation: Double) {
    let raw = (0...max(0, size / 2)).map { exp(-0.5 * pow(Double($0) / deviation, 2)) }
    let sum = raw.reduce(-raw[0]) { $0 + 2 * $1 }
    weights = raw.map { Float($0 / sum) }
  }

  /// A blur of which three standard deviations are kept.
  init(deviation: Double) {
    self.init(size: 2 * Int((3 * deviation).rounded(.up)) + 1, deviation: deviation)
  }

  /// The blurred levels, not rounded.
  func apply(to image: PreparedImage) -> [Float] {
    let (channels, stride) = (image.channels, image.width * image.channels)
    var rows = [Float](repeating: 0, count: image.samples.count)
    let columns = offsets(image.width)
    image.samples.withUnsafeBufferPointer { samples in
      var line = [Float](repeating: 0, count: columns.count * channels)
      for y in 0..<image.height {
        for (place, x) in columns.enumerated() {
          for channel in 0..<channels {
            line[place &* channels &+ channel] = Float(samples[y &* stride &+ x &* channels &+ channel])
          }
        }
        sum(line, at: 0, step: channels, into: &rows, at: y &* stride, count: stride)
      }
    }
    var blurred = [Float](repeating: 0, count: image.samples.count)
    let lines = offsets(image.height)
    for y in 0..<image.height {
      for (place, weight) in taps.enumerated() {
        add(rows, at: lines[y + place] * stride, times: weight, to: &blurred, at: y * stride, count: stride)
      }
    }
    return blurred
  }

  // MARK: - Private

  /// Weights from one end to the other.
  private var taps: [Float] { weights.dropFirst().reversed() + weights }

  /// The places of a line with its reflected ends.
  private func offsets(_ length: Int) -> [Int] {
    let radius = weights.count - 1
    let period = max(1, 2 * (length - 1))
    return (-radius..<length + radius).map { place in
      let folded = (place % period + period) % period
      return folded < length ? folded : period - folded
    }
  }

  /// Sums of neighbours `step` apart, weighted.
  private func sum(
    _ line: [Float], at start: Int, step: Int, into target: inout [Float], at first: Int, count: Int
  ) {
    for (place, weight) in taps.enumerated() {
      add(line, at: start + place * step, times: weight, to: &target, at: first, count: count)
    }
  }

  private func add(
    _ source: [Float], at start: Int, times weight: Float, to target: inout [Float], at first: Int, count: Int
  ) {
    source.withUnsafeBufferPointer { source in
      target.withUnsafeMutableBufferPointer { target in
        for i in 0..<count { target[first &+ i] += weight * source[start &+ i] }
      }
    }
  }
}
