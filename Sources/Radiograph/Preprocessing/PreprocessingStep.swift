extension Preprocessing {
  /// One thing done to the picture.
  ///
  /// Written as an object with one key, the step's name in snake case.
  public enum Step: Sendable, Hashable {
    /// Resize to a size, whatever the proportions: Pillow's antialiased bilinear. `resize: {width, height}`
    case resize(ImageSize)
    /// Resize to a size, whatever the proportions, from the four samples around each new one and no others, so that what
    /// lies between is lost where a picture becomes much smaller: TensorFlow's and Keras's `bilinear`, PyTorch's
    /// `interpolate(mode="bilinear", antialias=False)`. `resize_bilinear: {width, height}`
    case resizeBilinear(ImageSize)
    /// Resize so that the shorter side has a length and proportions stay, as torchvision's `Resize(n)`: the longer side
    /// is truncated, not rounded. `resize_shorter_side: n`
    case resizeShorterSide(Int)
    /// Cut the middle out, as torchvision's `CenterCrop`; a smaller picture is padded with black.
    /// `center_crop: {width, height}`
    case centerCrop(ImageSize)
    /// Resize to fit inside a size, proportions kept, and pad with `fill` all round. `letterbox: {width, height, fill}`
    case letterbox(ImageSize, fill: UInt8)
    /// Stretch the darkest sample to 0 and the brightest to 255; deep pictures become 8-bit here. `min_max: {}`
    case minMax
    /// OpenCV's `equalizeHist`, on grey: colours become grey here. `equalize_histogram: {}`
    case equalizeHistogram
    /// OpenCV's contrast-limited adaptive histogram equalization with `tiles` × `tiles` tiles, on grey: colours become
    /// grey here. `clahe: {clip_limit, tiles}`
    case clahe(clipLimit: Double, tiles: Int)
    /// Cut to the lungs, or mask what is not lung; the network that finds them is named by its weights' SHA-256.
    /// `lungs: {crop: {margin}}` or `lungs: {mask: soft, fill: mean}`
    case lungs(LungStep, network: String?)
  }
}

extension Preprocessing.Step {
  /// The longest side that a step may make.
  public static let maximumSide = 4096

  /// Checks the parameters.
  ///
  /// - Throws: ``RadiographError/invalidPreprocessing(_:)``.
  public func validate() throws {
    switch self {
    case .resize(let size), .resizeBilinear(let size), .centerCrop(let size), .letterbox(let size, _):
      try check(side: size.width)
      try check(side: size.height)
    case .resizeShorterSide(let side):
      try check(side: side)
    case .clahe(let clipLimit, let tiles):
      guard clipLimit.isFinite, (0...1000).contains(clipLimit), (1...64).contains(tiles) else {
        throw RadiographError.invalidPreprocessing("clahe needs clip_limit from 0 to 1000 and tiles from 1 to 64")
      }
    case .lungs(let step, _):
      try step.validate()
    case .minMax, .equalizeHistogram:
      break
    }
  }

  private func check(side: Int) throws {
    guard (1...Self.maximumSide).contains(side) else {
      throw RadiographError.invalidPreprocessing("a side of \(side); it must be from 1 to \(Self.maximumSide)")
    }
  }
}

// MARK: - Codable

extension Preprocessing.Step: Codable {
  private enum Name: String, CodingKey, CaseIterable {
    case resize, letterbox, clahe, lungs
    case resizeBilinear = "resize_bilinear"
    case resizeShorterSide = "resize_shorter_side"
    case centerCrop = "center_crop"
    case minMax = "min_max"
    case equalizeHistogram = "equalize_histogram"
  }

  private enum Parameter: String, CodingKey {
    case width, height, fill, tiles, crop, mask, margin, network
    case clipLimit = "clip_limit"
  }

  /// Decodes an object with exactly one key, the step's name; unknown names and parameters are errors.
  public init(from decoder: any Decoder) throws {
    try decoder.refuseKeys(otherThan: Name.allCases.map(\.rawValue))
    let container = try decoder.container(keyedBy: Name.self)
    guard container.allKeys.count == 1, let name = container.allKeys.first else {
      throw DecodingError.dataCorrupted(
        .init(
          codingPath: decoder.codingPath,
          debugDescription: "a step is an object with one key, one of: "
            + Name.allCases.map(\.rawValue).sorted().joined(separator: ", ")))
    }
    func parameters(_ names: Parameter...) throws -> KeyedDecodingContainer<Parameter> {
      try container.superDecoder(forKey: name).refuseKeys(otherThan: names.map(\.rawValue))
      return try container.nestedContainer(keyedBy: Parameter.self, forKey: name)
    }
    func size(_ parameters: KeyedDecodingContainer<Parameter>) throws -> ImageSize {
      ImageSize(
        width: try parameters.decode(Int.self, forKey: .width),
        height: try parameters.decode(Int.self, forKey: .height))
    }
    switch name {
    case .resize:
      self = .resize(try size(parameters(.width, .height)))
    case .resizeBilinear:
      self = .resizeBilinear(try size(parameters(.width, .height)))
    case .resizeShorterSide:
      self = .resizeShorterSide(try container.decode(Int.self, forKey: name))
    case .centerCrop:
      self = .centerCrop(try size(parameters(.width, .height)))
    case .letterbox:
      let parameters = try parameters(.width, .height, .fill)
      self = .letterbox(try size(parameters), fill: try parameters.decodeIfPresent(UInt8.self, forKey: .fill) ?? 0)
    case .minMax:
      _ = try parameters()
      self = .minMax
    case .equalizeHistogram:
      _ = try parameters()
      self = .equalizeHistogram
    case .lungs:
      let parameters = try parameters(.crop, .mask, .fill, .network)
      let network = try parameters.decodeIfPresent(String.self, forKey: .network)
      if parameters.contains(.crop) {
        let crop = try parameters.nestedContainer(keyedBy: Parameter.self, forKey: .crop)
        self = .lungs(.crop(margin: try crop.decode(Double.self, forKey: .margin)), network: network)
      } else {
        let fill = try parameters.decodeIfPresent(String.self, forKey: .fill) ?? "mean"
        guard fill == "mean" else {
          throw DecodingError.dataCorrupted(
            .init(codingPath: decoder.codingPath, debugDescription: "lungs: fill is mean, not '\(fill)'"))
        }
        self = .lungs(.mask(try parameters.decode(LungStep.Edge.self, forKey: .mask)), network: network)
      }
    case .clahe:
      let parameters = try parameters(.clipLimit, .tiles)
      self = .clahe(
        clipLimit: try parameters.decode(Double.self, forKey: .clipLimit),
        tiles: try parameters.decodeIfPresent(Int.self, forKey: .tiles) ?? 8)
    }
  }

  /// Encodes as an object with one key, the step's name.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: Name.self)
    func encode(_ size: ImageSize, _ name: Name) throws -> KeyedEncodingContainer<Parameter> {
      var parameters = container.nestedContainer(keyedBy: Parameter.self, forKey: name)
      try parameters.encode(size.width, forKey: .width)
      try parameters.encode(size.height, forKey: .height)
      return parameters
    }
    switch self {
    case .resize(let size):
      _ = try encode(size, .resize)
    case .resizeBilinear(let size):
      _ = try encode(size, .resizeBilinear)
    case .resizeShorterSide(let side):
      try container.encode(side, forKey: .resizeShorterSide)
    case .centerCrop(let size):
      _ = try encode(size, .centerCrop)
    case .letterbox(let size, let fill):
      var parameters = try encode(size, .letterbox)
      try parameters.encode(fill, forKey: .fill)
    case .lungs(let step, let network):
      var parameters = container.nestedContainer(keyedBy: Parameter.self, forKey: .lungs)
      try parameters.encodeIfPresent(network, forKey: .network)
      switch step {
      case .crop(let margin):
        var crop = parameters.nestedContainer(keyedBy: Parameter.self, forKey: .crop)
        try crop.encode(margin, forKey: .margin)
      case .mask(let edge):
        try parameters.encode(edge, forKey: .mask)
        try parameters.encode("mean", forKey: .fill)
      }
    case .minMax:
      _ = container.nestedContainer(keyedBy: Parameter.self, forKey: .minMax)
    case .equalizeHistogram:
      _ = container.nestedContainer(keyedBy: Parameter.self, forKey: .equalizeHistogram)
    case .clahe(let clipLimit, let tiles):
      var parameters = container.nestedContainer(keyedBy: Parameter.self, forKey: .clahe)
      try parameters.encode(clipLimit, forKey: .clipLimit)
      try parameters.encode(tiles, forKey: .tiles)
    }
  }
}
