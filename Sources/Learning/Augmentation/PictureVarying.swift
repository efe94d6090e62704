import Datasets
import Foundation
import Metrics
import Radiograph

/// Applies a ``Variation`` to a picture, all but how it was taken elsewhere: levels from 0 to 255 as floating-point numbers, one plane a channel.
struct PictureVarying {
  private let variation: Variation
  private let image: PreparedImage
  private let map: AffineMap

  init(_ variation: Variation, of image: PreparedImage) {
    self.variation = variation
    self.image = image
    map = variation.source(width: image.width, height: image.height)
  }

  /// Writes one channel of the varied picture.
  ///
  /// - Parameter plane: height × width values, written without being read.
  func write(channel: Int, into plane: UnsafeMutableBufferPointer<Float>) {
    image.samples.withUnsafeBufferPointer { samples in
      if variation.movesPixels {
        warp(samples, channel, into: plane)
      } else {
        for i in 0..<plane.count { plane[i] = Float(samples[i &* image.channels &+ channel]) }
      }
    }
    if variation.blur > 0 {
      GaussianBlur(deviation: variation.blur).apply(to: plane, width: image.width, height: image.height)
    }
    if variation.gamma != 1 { correctGamma(plane) }
    if variation.brightness != 1 || variation.contrast != 1 { changeLevels(plane) }
    if variation.noise > 0 { addNoise(plane) }
    if let rectangle = variation.erased { erase(rectangle, plane) }
  }

  // MARK: - Geometry

  /// Interpolates bilinearly between pixel centres; outside is black.
  private func warp(
    _ samples: UnsafeBufferPointer<UInt8>, _ channel: Int, into plane: UnsafeMutableBufferPointer<Float>
  ) {
    let (width, height, stride) = (image.width, image.height, image.channels)
    let (dx, dy) = (Float(map.a), Float(map.d))
    // How far the four neighbours of a place inside lie apart in memory.
    let (right, below) = (stride, width * stride)
    for y in 0..<height {
      let row = UnsafeMutableBufferPointer(rebasing: plane[y * width..<(y + 1) * width])
      // The place of the first pixel's centre, counted from the centre of the source's first pixel.
      let startX = Float(map.a * 0.5 + map.b * (Double(y) + 0.5) + map.c - 0.5)
      let startY = Float(map.d * 0.5 + map.e * (Double(y) + 0.5) + map.f - 0.5)
      for x in 0..<width {
        let (sx, sy) = (startX + dx * Float(x), startY + dy * Float(x))
        let (floorX, floorY) = (sx.rounded(.down), sy.rounded(.down))
        let (column, line) = (Int(floorX), Int(floorY))
        let (fx, fy) = (sx - floorX, sy - floorY)
        if column >= 0, line >= 0, column < width &- 1, line < height &- 1 {
          let corner = (line &* width &+ column) &* stride &+ channel
          let (a, b) = (Float(samples[corner]), Float(samples[corner &+ right]))
          let (c, d) = (Float(samples[corner &+ below]), Float(samples[corner &+ below &+ right]))
          let (upper, lower) = (a + fx * (b - a), c + fx * (d - c))
          row[x] = upper + fy * (lower - upper)
        } else {
          func level(_ column: Int, _ line: Int) -> Float {
            guard column >= 0, column < width, line >= 0, line < height else { return 0 }
            return Float(samples[(line * width + column) * stride + channel])
          }
          let (a, b) = (level(column, line), level(column + 1, line))
          let (c, d) = (level(column, line + 1), level(column + 1, line + 1))
          let (upper, lower) = (a + fx * (b - a), c + fx * (d - c))
          row[x] = upper + fy * (lower - upper)
        }
      }
    }
  }

  // MARK: - Levels

  private func correctGamma(_ plane: UnsafeMutableBufferPointer<Float>) {
    let exponent = Float(variation.gamma)
    for i in 0..<plane.count { plane[i] = 255 * pow(min(255, max(0, plane[i])) / 255, exponent) }
  }

  /// contrast · (brightness · v − m) + m, with m the picture's mean level after the change of brightness.
  private func changeLevels(_ plane: UnsafeMutableBufferPointer<Float>) {
    let total = image.samples.reduce(0) { $0 &+ Int($1) }
    let mean = Float(variation.brightness) * Float(total) / Float(max(1, image.samples.count))
    let factor = Float(variation.contrast * variation.brightness)
    let offset = mean * (1 - Float(variation.contrast))
    for i in 0..<plane.count { plane[i] = min(255, max(0, plane[i] * factor + offset)) }
  }

  /// The same noise in every channel.
  private func addNoise(_ plane: UnsafeMutableBufferPointer<Float>) {
    var random = SplitMix64(seed: variation.noiseSeed)
    let deviation = 255 * Float(variation.noise)
    for i in Swift.stride(from: 0, to: plane.count, by: 2) {
      let (first, second) = random.normals()
      plane[i] = min(255, max(0, plane[i] + deviation * first))
      if i + 1 < plane.count { plane[i + 1] = min(255, max(0, plane[i + 1] + deviation * second)) }
    }
  }

  // MARK: - Erasing

  /// Fills the pixels whose centres lie in the rectangle.
  private func erase(_ rectangle: Variation.Crop, _ plane: UnsafeMutableBufferPointer<Float>) {
    func range(_ center: Double, _ size: Double, _ length: Int) -> Range<Int> {
      let ends = [center - size / 2, center + size / 2].map { ($0 * Double(length)).rounded() }
      return max(0, Int(ends[0]))..<min(length, max(0, Int(ends[1])))
    }
    let (center, size) = (rectangle.center, rectangle.size)
    let mean = Float(plane.reduce(0) { $0 + Double($1) } / Double(max(1, plane.count)))
    let columns = range(center.x, size.x, image.width)
    for y in range(center.y, size.y, image.height) {
      for x in columns { plane[y * image.width + x] = mean }
    }
  }
}
