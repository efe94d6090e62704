public import Radiograph

/// Lays a heat-map in colour over the picture that it explains.
public struct Overlay: Sendable, Equatable {
  /// The colours, from little to much.
  public var colors: ColorMap
  /// How much of the colour is seen: 0 nothing, 1 only the colour.
  public var alpha: Float

  /// Makes an overlay; by default jet at 0.4.
  public init(colors: ColorMap = .jet, alpha: Float = 0.4) {
    self.colors = colors
    self.alpha = alpha
  }

  /// The picture in colour with the map over it, at the picture's full size.
  ///
  /// The map is stretched to 0…1 and enlarged bilinearly. What the network did not see, because it was cropped away, has
  /// no colour.
  ///
  /// - Parameters:
  ///   - picture: the original picture in 8 bits, grey or colour.
  ///   - field: where the network's input lies on it.
  public func render(_ map: HeatMap, over picture: PreparedImage, field: InputField) throws -> PreparedImage {
    let map = map.normalized
    let alpha = min(max(alpha, 0), 1)
    let table = colors.table.map(Float.init)
    let columns = (0..<picture.width).map { x in
      field.x.position(x, size: map.width).map { HeatMap.neighbours($0, map.width) } ?? (
        first: -1, second: -1, share: 0
      )
    }
    let (width, channels) = (picture.width, picture.channels)
    // Green's and blue's place in a pixel; grey has one sample for all three.
    let (green, blue) = channels == 3 ? (1, 2) : (0, 0)
    func mix(_ under: UInt8, _ color: Float) -> UInt8 {
      let under = Float(under)
      // Between two samples of 8 bits, and a half for rounding: never beyond 0 to 255.5.
      return UInt8(truncatingIfNeeded: Int32(under + (color - under) * alpha + 0.5))
    }
    let samples = [UInt8](unsafeUninitializedCapacity: width * picture.height * 3) { samples, initialized in
      picture.samples.withUnsafeBufferPointer { under in
        table.withUnsafeBufferPointer { table in
          columns.withUnsafeBufferPointer { columns in
            for y in 0..<picture.height {
              let row = field.y.position(y, size: map.height).map { map.row(at: $0) } ?? []
              row.withUnsafeBufferPointer { row in
                for x in 0..<width {
                  let target = (y &* width &+ x) &* 3
                  let source = (y &* width &+ x) &* channels
                  let (r, g, b) = (under[source], under[source &+ green], under[source &+ blue])
                  let column = columns[x]
                  guard !row.isEmpty, column.first >= 0 else {
                    (samples[target], samples[target &+ 1], samples[target &+ 2]) = (r, g, b)
                    continue
                  }
                  let value = row[column.first] * (1 - column.share) + row[column.second] * column.share
                  let color = Int(min(max(value, 0), 1) * 255 + 0.5) &* 3
                  samples[target] = mix(r, table[color])
                  samples[target &+ 1] = mix(g, table[color &+ 1])
                  samples[target &+ 2] = mix(b, table[color &+ 2])
                }
              }
            }
          }
        }
      }
      initialized = width * picture.height * 3
    }
    return try PreparedImage(width: picture.width, height: picture.height, channels: 3, samples: samples)
  }
}
