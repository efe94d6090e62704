import Radiograph

/// A black picture in colour that others are put on; it grows downwards as they need.
struct ColorCanvas {
  private let width: Int
  private var samples: [UInt8] = []

  /// A canvas without rows.
  init(width: Int) {
    self.width = width
  }

  /// Rows so far.
  var height: Int { samples.count / (3 * width) }

  /// Puts a picture with its upper left corner at `left`, `top`; what lies beyond the canvas's width or `height` rows of
  /// the picture is left out.
  mutating func draw(_ picture: Radiograph, left: Int, top: Int, height limit: Int? = nil) {
    let rows = min(picture.height, limit ?? picture.height)
    let missing = (top + rows) * width * 3 - samples.count
    if missing > 0 { samples += [UInt8](repeating: 0, count: missing) }
    let columns = min(picture.width, width - left)
    guard left >= 0, columns > 0 else { return }
    for row in 0..<rows {
      let target = ((top + row) * width + left) * 3
      let source = row * picture.width
      switch picture.pixels {
      case .rgb8(let pixels):
        samples.replaceSubrange(target..<target + 3 * columns, with: pixels[3 * source..<3 * (source + columns)])
      case .gray8(let pixels):
        for column in 0..<columns {
          for channel in 0..<3 { samples[target + 3 * column + channel] = pixels[source + column] }
        }
      case .gray16(let pixels, let bitDepth):
        for column in 0..<columns {
          let value = UInt8(truncatingIfNeeded: pixels[source + column] >> UInt16(bitDepth - 8))
          for channel in 0..<3 { samples[target + 3 * column + channel] = value }
        }
      }
    }
  }

  /// The canvas as a picture.
  ///
  /// - Throws: ``ResultError/drawing(reason:)`` if nothing was put on it.
  func radiograph() throws(ResultError) -> Radiograph {
    do {
      return try Radiograph(width: width, height: height, pixels: .rgb8(samples))
    } catch {
      throw .drawing(reason: "\(error)")
    }
  }
}
