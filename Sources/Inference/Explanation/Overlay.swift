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
    let mixes = MixTable(colors.table, alpha: min(max(alpha, 0), 1))
    let columns = (0..<picture.width).map { x in
      field.x.position(x, size: map.width).map { HeatMap.neighbours($0, map.width) }
    }
    let count = picture.width * picture.height * 3
    let samples = [UInt8](unsafeUninitializedCapacity: count) { samples, initialized in
      for y in 0..<picture.height {
        let row = field.y.position(y, size: map.height).map { map.row(at: $0) }
        let colors = columns.map { column in
          guard let row, let column else { return -1 }
          let value = row[column.first] * (1 - column.share) + row[column.second] * column.share
          return Int(min(max(value, 0), 1) * 255 + 0.5)
        }
        mixes.mix(colors, over: picture, row: y, into: samples)
      }
      initialized = count
    }
    return try PreparedImage(width: picture.width, height: picture.height, channels: 3, samples: samples)
  }
}
