import Radiograph

/// A black picture in colour that others are put on.
struct ColorCanvas {
  private let width: Int
  private let height: Int
  private var samples: [UInt8]

  /// A canvas of columns and rows, none below 0.
  init(width: Int, height: Int) {
    self.width = width
    self.height = height
    samples = [UInt8](repeating: 0, count: width * height * 3)
  }

  /// Puts a picture with its upper left corner at `left`, `top`; what lies beyond the canvas or `height` rows of the
  /// picture is left out.
  mutating func draw(_ picture: Radiograph, left: Int, top: Int, height limit: Int? = nil) {
    let columns = min(picture.width, width - left)
    let rows = min(picture.height, limit ?? picture.height, height - top)
    guard left >= 0, top >= 0, columns > 0, rows > 0 else { return }
    let colors = Self.colors(of: picture.pixels)
    let width = width
    samples.withUnsafeMutableBufferPointer { canvas in
      colors.withUnsafeBufferPointer { colors in
        for row in 0..<rows {
          let (target, source) = (((top + row) * width + left) * 3, row * picture.width * 3)
          _ = canvas[target..<target + 3 * columns].update(fromContentsOf: colors[source..<source + 3 * columns])
        }
      }
    }
  }

  /// The canvas as a picture.
  ///
  /// - Throws: ``ResultError/drawing(reason:)`` if it has no pixels.
  func radiograph() throws(ResultError) -> Radiograph {
    do {
      return try Radiograph(width: width, height: height, pixels: .rgb8(samples))
    } catch {
      throw .drawing(reason: "\(error)")
    }
  }

  /// Red, green and blue of each pixel.
  private static func colors(of pixels: Pixels) -> [UInt8] {
    switch pixels {
    case .rgb8(let samples): return samples
    case .gray8(let samples): return repeated(samples)
    case .gray16(let samples, let bitDepth):
      return repeated(samples.map { UInt8(truncatingIfNeeded: $0 >> UInt16(bitDepth - 8)) })
    }
  }

  private static func repeated(_ gray: [UInt8]) -> [UInt8] {
    [UInt8](unsafeUninitializedCapacity: gray.count * 3) { colors, initialized in
      for (pixel, level) in gray.enumerated() {
        for channel in 0..<3 { colors[3 &* pixel &+ channel] = level }
      }
      initialized = gray.count * 3
    }
  }
}
