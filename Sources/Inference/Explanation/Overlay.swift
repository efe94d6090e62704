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

  /// The picture with the map over it, at the picture's full size; see ``render(_:over:field:)``.
  ///
  /// - Parameter input: how the picture was prepared for the network.
  public func render(_ map: HeatMap, over picture: Radiograph, input: Preprocessing) throws -> Radiograph {
    let whole = try Preprocessing(color: .rgb, steps: [], mean: [0, 0, 0], std: [1, 1, 1]).prepare(picture)
    let field = InputField(input, of: ImageSize(width: picture.width, height: picture.height))
    let colored = try render(map, over: whole, field: field)
    return try Radiograph(width: colored.width, height: colored.height, pixels: .rgb8(colored.samples))
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
    let table = colors.table
    let alpha = min(max(alpha, 0), 1)
    let columns = (0..<picture.width).map { x in
      field.x.position(x, size: map.width).map { HeatMap.neighbours($0, map.width) }
    }
    var samples = [UInt8](repeating: 0, count: picture.width * picture.height * 3)
    for y in 0..<picture.height {
      let row = field.y.position(y, size: map.height).map { map.row(at: $0) }
      for x in 0..<picture.width {
        let pixel = y * picture.width + x
        let source = pixel * picture.channels
        guard let row, let column = columns[x] else {
          for channel in 0..<3 {
            samples[pixel * 3 + channel] = picture.samples[source + (picture.channels == 3 ? channel : 0)]
          }
          continue
        }
        let value = row[column.first] * (1 - column.share) + row[column.second] * column.share
        let color = Int(min(max(value, 0), 1) * 255 + 0.5) * 3
        for channel in 0..<3 {
          let under = Float(picture.samples[source + (picture.channels == 3 ? channel : 0)])
          let mixed = under + (Float(table[color + channel]) - under) * alpha
          samples[pixel * 3 + channel] = UInt8(min(max(mixed + 0.5, 0), 255))
        }
      }
    }
    return try PreparedImage(width: picture.width, height: picture.height, channels: 3, samples: samples)
  }
}
