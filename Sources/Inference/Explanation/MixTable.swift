import Radiograph

/// What samples of 8 bits become under colours: computed once for each pair of levels, not for each pixel.
struct MixTable {
  private let colors: [UInt8]
  /// The mix of the level of a colour (its upper 8 bits) and that of the picture (its lower 8 bits).
  private let levels: [UInt8]

  /// Computes the table.
  ///
  /// - Parameters:
  ///   - colors: red, green and blue of each colour.
  ///   - alpha: the colours' share, 0 to 1.
  init(_ colors: [UInt8], alpha: Float) {
    self.colors = colors
    levels = (0..<256 * 256).map { pair in
      let (color, under) = (Float(pair >> 8), Float(pair & 0xFF))
      return UInt8(min(max(under + (color - under) * alpha + 0.5, 0), 255))
    }
  }

  /// Writes a row of a picture in colour with a colour over each of its pixels, by its number, or none where it is below 0.
  func mix(_ row: [Int], over picture: PreparedImage, row y: Int, into samples: UnsafeMutableBufferPointer<UInt8>) {
    // Green's and blue's place in a pixel; grey has one sample for all three.
    let (green, blue) = picture.channels == 3 ? (1, 2) : (0, 0)
    var (source, target) = (y * picture.width * picture.channels, y * picture.width * 3)
    picture.samples.withUnsafeBufferPointer { under in
      colors.withUnsafeBufferPointer { colors in
        levels.withUnsafeBufferPointer { levels in
          for color in row {
            let (r, g, b) = (under[source], under[source &+ green], under[source &+ blue])
            if color < 0 {
              (samples[target], samples[target &+ 1], samples[target &+ 2]) = (r, g, b)
            } else {
              samples[target] = levels[Int(colors[3 &* color]) << 8 | Int(r)]
              samples[target &+ 1] = levels[Int(colors[3 &* color &+ 1]) << 8 | Int(g)]
              samples[target &+ 2] = levels[Int(colors[3 &* color &+ 2]) << 8 | Int(b)]
            }
            source &+= picture.channels
            target &+= 3
          }
        }
      }
    }
  }
}
