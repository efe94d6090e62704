import Foundation
import Radiograph

/// How a film lies in the picture: turned and stretched about the middle, then moved.
struct Placement {
  /// Degrees, clockwise.
  var rotation = 0.0
  /// Enlargement of the width.
  var width = 1.0
  /// Enlargement of the height.
  var height = 1.0
  /// Shares of the picture's width, to the right, and of its height, down.
  var shift = (x: 0.0, y: 0.0)

  /// Lays the picture anew by bilinear interpolation; what comes from outside of it is black.
  func apply(to image: inout PreparedImage) {
    let (columns, rows, channels) = (image.width, image.height, image.channels)
    let angle = rotation * .pi / 180
    // From a place in the new picture to where it comes from, both from the middle: turned back, then stretched back.
    let (a, b) = (Float(cos(angle) / width), Float(sin(angle) / width))
    let (c, d) = (Float(-sin(angle) / height), Float(cos(angle) / height))
    let middle = (x: Float(columns) / 2, y: Float(rows) / 2)
    let target = (x: middle.x + Float(shift.x) * Float(columns), y: middle.y + Float(shift.y) * Float(rows))
    let source = image.samples
    source.withUnsafeBufferPointer { source in
      image.samples.withUnsafeMutableBufferPointer { samples in
        for y in 0..<rows {
          let dy = Float(y) + 0.5 - target.y
          for x in 0..<columns {
            let dx = Float(x) + 0.5 - target.x
            let (sx, sy) = (a * dx + b * dy + middle.x - 0.5, c * dx + d * dy + middle.y - 0.5)
            let first = (y &* columns &+ x) &* channels
            guard sx > -0.5, sy > -0.5, sx < Float(columns) - 0.5, sy < Float(rows) - 0.5 else {
              for channel in 0..<channels { samples[first &+ channel] = 0 }
              continue
            }
            let (left, top) = (max(0, Int(sx)), max(0, Int(sy)))
            let (right, bottom) = (min(columns &- 1, left &+ 1), min(rows &- 1, top &+ 1))
            let (fx, fy) = (max(0, sx - Float(left)), max(0, sy - Float(top)))
            for channel in 0..<channels {
              @inline(__always) func level(_ x: Int, _ y: Int) -> Float {
                Float(source[(y &* columns &+ x) &* channels &+ channel])
              }
              let upper = level(left, top) + fx * (level(right, top) - level(left, top))
              let lower = level(left, bottom) + fx * (level(right, bottom) - level(left, bottom))
              samples[first &+ channel] = UInt8(upper + fy * (lower - upper) + 0.5)
            }
          }
        }
      }
    }
  }
}
