public import Radiograph

/// A heat-map together with the picture that it explains.
public struct ExplainedPicture: Sendable {
  /// What speaks for the class, over the network's input.
  public let map: HeatMap
  private let picture: Radiograph
  private let field: InputField
  private let lungs: LungOutline?

  /// A map over the network's input, and the picture that the input was made of.
  ///
  /// - Parameters:
  ///   - input: how the picture was prepared for the network.
  ///   - lungs: the picture's outline, if it is known.
  public init(map: HeatMap, picture: Radiograph, input: Preprocessing, lungs: LungOutline? = nil) {
    self.map = map
    self.picture = picture
    self.lungs = lungs
    field = InputField(input, of: picture.size, lungs: lungs)
  }

  private init(
    _ explanation: ExplainedPicture, map: HeatMap? = nil, picture: Radiograph? = nil, field: InputField? = nil
  ) {
    self.picture = picture ?? explanation.picture
    self.field = field ?? explanation.field
    self.map = map ?? explanation.map
    lungs = explanation.lungs
  }

  /// The same picture with another map over it.
  public func showing(_ map: HeatMap) -> ExplainedPicture { ExplainedPicture(self, map: map) }

  /// The same of a smaller picture, for when several are drawn of it; colours, of which grey is made first, are left.
  ///
  /// - Parameter longerSide: the picture's longer side at most, in pixels.
  /// - Throws: `RadiographError`.
  public func reduced(to longerSide: Int) throws -> ExplainedPicture {
    let size = size(longerSide: longerSide)
    if picture.pixels.channels > 1 || size == picture.size { return self }
    return ExplainedPicture(self, picture: try plain(longerSide: longerSide), field: field(on: size))
  }

  /// The box about the hottest region: where the map has its greatest value and, touching that, at least half of it.
  ///
  /// In shares of the picture; nil where nothing speaks for the class.
  public var hottest: LungBox? { HeatGrid(map, over: field, of: picture.size).hottest }

  /// The original picture in colour with the map over it, and the edge of the lungs where they are known.
  ///
  /// - Parameter longerSide: the result's longer side at most, in pixels; the picture's full size where nil.
  /// - Throws: `RadiographError`.
  public func overlay(_ overlay: Overlay = Overlay(), longerSide: Int? = nil) throws -> Radiograph {
    let size = size(longerSide: longerSide)
    let isWhole = size.width == picture.width && size.height == picture.height
    let whole = try Preprocessing(
      color: .rgb, steps: isWhole ? [] : [.resize(size)], mean: [0, 0, 0], std: [1, 1, 1]
    ).prepare(picture)
    let colored = try overlay.render(map, over: whole, field: field(on: size))
    let picture = try Radiograph(width: colored.width, height: colored.height, pixels: .rgb8(colored.samples))
    return try lungs?.drawn(over: picture) ?? picture
  }

  /// The original picture with each part tinted by what it adds; see `ZoneContributions.tinted(_:colors:longerSide:)`.
  ///
  /// - Throws: `RadiographError`.
  package func tinted(
    _ contributions: ZoneContributions, colors: (for: [UInt8], against: [UInt8])
  ) throws -> Radiograph {
    try contributions.tinted(picture, colors: colors)
  }

  /// The original picture as people look at it, in 8 bits of grey.
  ///
  /// - Parameter longerSide: the result's longer side at most, in pixels; the picture's full size where nil.
  /// - Throws: `RadiographError`.
  public func plain(longerSide: Int? = nil) throws -> Radiograph {
    let size = size(longerSide: longerSide)
    let isWhole = size.width == picture.width && size.height == picture.height
    let plain = try Preprocessing(
      color: .grayscale, steps: isWhole ? [] : [.resize(size)], mean: [0], std: [1]
    ).prepare(picture)
    return try Radiograph(width: plain.width, height: plain.height, pixels: .gray8(plain.samples))
  }

  /// The map stretched to 0…1 and enlarged bilinearly over the whole original picture; 0 where the network saw nothing.
  ///
  /// - Parameter longerSide: the result's longer side at most, in pixels; the picture's full size where nil.
  /// - Throws: `ExplanationError`.
  public func pictureMap(longerSide: Int? = nil) throws -> HeatMap {
    let map = map.normalized
    let size = size(longerSide: longerSide)
    let field = field(on: size)
    let columns = (0..<size.width).map { x in
      field.x.position(x, size: map.width).map { HeatMap.neighbours($0, map.width) }
    }
    var values = [Float](repeating: 0, count: size.width * size.height)
    for y in 0..<size.height {
      guard let row = field.y.position(y, size: map.height).map({ map.row(at: $0) }) else { continue }
      for x in 0..<size.width {
        guard let column = columns[x] else { continue }
        values[y * size.width + x] = row[column.first] * (1 - column.share) + row[column.second] * column.share
      }
    }
    return try HeatMap(width: size.width, height: size.height, values: values)
  }

  /// ``pictureMap(longerSide:)`` as a grey picture, 0…1 as 0…255.
  ///
  /// - Parameter longerSide: the result's longer side at most, in pixels.
  /// - Throws: `ExplanationError`, `RadiographError`.
  public func grayMap(longerSide: Int = 512) throws -> Radiograph {
    let map = try pictureMap(longerSide: longerSide)
    return try Radiograph(
      width: map.width, height: map.height, pixels: .gray8(map.values.map { UInt8(min(max($0, 0), 1) * 255 + 0.5) }))
  }

  /// The picture's size, made smaller in proportion where its longer side would exceed a limit.
  private func size(longerSide: Int?) -> ImageSize {
    let longer = max(picture.width, picture.height)
    guard let longerSide, longerSide > 0, longer > longerSide else {
      return picture.size
    }
    let factor = Double(longerSide) / Double(longer)
    return ImageSize(
      width: max(1, Int((Double(picture.width) * factor).rounded())),
      height: max(1, Int((Double(picture.height) * factor).rounded())))
  }

  /// Where the network's input lies on the picture made smaller.
  private func field(on size: ImageSize) -> InputField {
    InputField(
      field, scaledBy: (Double(picture.width) / Double(size.width), Double(picture.height) / Double(size.height)))
  }
}
