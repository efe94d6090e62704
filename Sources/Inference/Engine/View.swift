import Glibc

/// A small change of a network's input: turned by up to 3°, shifted by up to 2 % of each side, brightness and contrast
/// by up to 5 %.
struct View: Equatable {
  /// Degrees by which the image is turned.
  var degrees = 0.0
  /// The shift to the right and down, as shares of width and height.
  var shift = (x: 0.0, y: 0.0)
  /// What is added to grey levels from 0 to 1.
  var brightness = 0.0
  /// What the distance from the channel's mean is multiplied by.
  var contrast = 1.0

  static func == (left: View, right: View) -> Bool {
    left.degrees == right.degrees && left.shift == right.shift && left.brightness == right.brightness
      && left.contrast == right.contrast
  }

  /// The image itself and so many views after it that there are `count`, always the same ones.
  ///
  /// Drawn by Weyl sequences of the square roots of primes, which fill the ranges evenly for any count.
  static func series(_ count: Int) -> [View] {
    (0..<max(1, count)).map { index in
      guard index > 0 else { return View() }
      func drawn(_ prime: Double) -> Double {
        let value = Double(index) * prime.squareRoot()
        return 2 * (value - value.rounded(.down)) - 1
      }
      return View(
        degrees: 3 * drawn(2), shift: (0.02 * drawn(3), 0.02 * drawn(5)), brightness: 0.05 * drawn(7),
        contrast: 1 + 0.05 * drawn(11))
    }
  }

  /// The view of images, each `[channels, height, width]`, normalised with a mean and standard deviation a channel.
  ///
  /// Bilinear, about the image's middle; what comes in from outside repeats the border.
  func apply(to batch: UnsafeBufferPointer<Float>, shape: [Int], mean: [Float], std: [Float]) -> [Float] {
    guard shape.count == 3, shape[1] > 0, shape[2] > 0 else { return Array(batch) }
    let (height, width) = (shape[1], shape[2])
    let size = height * width
    let (sine, cosine) = (Float(sin(degrees * .pi / 180)), Float(cos(degrees * .pi / 180)))
    let (middleX, middleY) = (Float(width - 1) / 2, Float(height - 1) / 2)
    let (shiftX, shiftY) = (Float(shift.x) * Float(width), Float(shift.y) * Float(height))
    var result = [Float](repeating: 0, count: batch.count)
    for start in stride(from: 0, to: batch.count - size + 1, by: size) {
      let channel = start / size % shape[0]
      let plane = UnsafeBufferPointer(rebasing: batch[start..<start + size])
      let (center, scale) = channel < mean.count && channel < std.count ? (mean[channel], std[channel]) : (0, 1)
      let average = plane.reduce(0, +) / Float(size)
      for row in 0..<height {
        for column in 0..<width {
          let (x, y) = (Float(column) - middleX - shiftX, Float(row) - middleY - shiftY)
          let sourceX = min(max(cosine * x + sine * y + middleX, 0), Float(width - 1))
          let sourceY = min(max(cosine * y - sine * x + middleY, 0), Float(height - 1))
          let (left, top) = (Int(sourceX), Int(sourceY))
          let (right, bottom) = (min(left + 1, width - 1), min(top + 1, height - 1))
          let (alongX, alongY) = (sourceX - Float(left), sourceY - Float(top))
          let upper = plane[top * width + left] * (1 - alongX) + plane[top * width + right] * alongX
          let lower = plane[bottom * width + left] * (1 - alongX) + plane[bottom * width + right] * alongX
          let value = upper * (1 - alongY) + lower * alongY
          let level = ((value - average) * Float(contrast) + average) * scale + center + Float(brightness)
          result[start + row * width + column] = (min(max(level, 0), 1) - center) / scale
        }
      }
    }
    return result
  }
}
