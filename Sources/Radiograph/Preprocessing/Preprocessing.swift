/// The way from a decoded picture to a model's input, with every parameter; stored in recipes and bundles.
///
/// It has two halves, so that what lies between can be cached, augmented or looked at: ``steps`` make an 8-bit
/// ``PreparedImage`` of a ``Radiograph``; normalisation, `(value / 255 - mean) / std` for each channel, makes the input
/// of that.
///
/// ```yaml
/// color: rgb
/// fast_decode: false
/// steps:
///   - resize: {width: 224, height: 224}
/// mean: [0.485, 0.456, 0.406]
/// std: [0.229, 0.224, 0.225]
/// ```
public struct Preprocessing: Sendable, Hashable {
  /// How the picture is held while ``steps`` work on it.
  public enum Color: String, Sendable, Hashable, Codable {
    /// A colour picture keeps its colours. A grey one stands for three equal channels.
    case rgb
    /// Colours become grey first: `L = 0.299 R + 0.587 G + 0.114 B`, in Pillow's fixed point.
    case grayscale
  }

  /// Which grey levels a DICOM file's pixels become.
  public enum DICOMLevels: String, Sendable, Hashable, Codable {
    /// Those that the standard wants shown: rescaled, windowed, white on black (PS3.3 C.11).
    case shown
    /// The stored values from the lowest to the highest of the picture, whatever the header says of them, as who scales
    /// pydicom's `pixel_array` gets them.
    case stored
  }

  /// How the picture is held while ``steps`` work on it.
  public var color: Color
  /// What is done to the picture, in order.
  public var steps: [Step]
  /// Mean of each input channel, on a scale from 0 to 1.
  ///
  /// Three for ``Color/rgb``; one or three for
  /// ``Color/grayscale``, where three repeat the grey channel.
  public var mean: [Float]
  /// Standard deviation of each input channel, on a scale from 0 to 1.
  public var std: [Float]
  /// Whether a JPEG that is at least twice the size needed is decoded smaller (scaled DCT).
  ///
  /// Faster, and some grey levels
  /// differ by a little.
  public var fastDecode: Bool
  /// Which grey levels a DICOM file's pixels become.
  public var dicomLevels: DICOMLevels

  /// A pipeline of your own, not checked until ``validate()``.
  public init(
    color: Color, steps: [Step], mean: [Float], std: [Float], fastDecode: Bool = false,
    dicomLevels: DICOMLevels = .shown
  ) {
    self.color = color
    self.steps = steps
    self.mean = mean
    self.std = std
    self.fastDecode = fastDecode
    self.dicomLevels = dicomLevels
  }

  /// Resize to 224 × 224 and ImageNet's statistics, as torchvision's `Resize((224, 224))`, `ToTensor`, `Normalize`.
  public static let imageNet224 = Preprocessing(
    color: .rgb, steps: [.resize(ImageSize(width: 224, height: 224))], mean: [0.485, 0.456, 0.406],
    std: [0.229, 0.224, 0.225])

  /// Channels of the model's input.
  public var channels: Int { mean.count }

  /// Width and height of the model's input; `nil` if it depends on the picture.
  public var inputSize: ImageSize? {
    steps.reduce(nil) { size, step in
      switch step {
      case .resize(let size), .resizeBilinear(let size), .centerCrop(let size), .letterbox(let size, _): size
      case .resizeShorterSide, .lungs(.crop, _): nil
      case .lungs(.mask, _): size
      case .minMax, .equalizeHistogram, .clahe: size
      }
    }
  }

  /// Checks what no picture could make right.
  ///
  /// - Throws: ``RadiographError/invalidPreprocessing(_:)``.
  public func validate() throws {
    guard mean.count == std.count, mean.count == 3 || (mean.count == 1 && color == .grayscale) else {
      throw RadiographError.invalidPreprocessing(
        "mean has \(mean.count) and std \(std.count) values; color \(color.rawValue) needs "
          + (color == .rgb ? "3 of each" : "1 or 3 of each"))
    }
    guard mean.allSatisfy(\.isFinite), std.allSatisfy({ $0.isFinite && $0 > 0 }) else {
      throw RadiographError.invalidPreprocessing("mean must be finite and std finite and above 0")
    }
    for step in steps { try step.validate() }
  }
}

// MARK: - Codable

extension Preprocessing: Codable {
  private enum CodingKeys: String, CodingKey, CaseIterable {
    case color, steps, mean, std
    case fastDecode = "fast_decode"
    case dicomLevels = "dicom_levels"
  }

  /// Decodes and validates.
  ///
  /// Only `fast_decode` and `dicom_levels` may be left out; an unknown key is an error.
  public init(from decoder: any Decoder) throws {
    try decoder.refuseKeys(otherThan: CodingKeys.allCases.map(\.rawValue))
    let container = try decoder.container(keyedBy: CodingKeys.self)
    self.init(
      color: try container.decode(Color.self, forKey: .color), steps: try container.decode([Step].self, forKey: .steps),
      mean: try container.decode([Float].self, forKey: .mean), std: try container.decode([Float].self, forKey: .std),
      fastDecode: try container.decodeIfPresent(Bool.self, forKey: .fastDecode) ?? false,
      dicomLevels: try container.decodeIfPresent(DICOMLevels.self, forKey: .dicomLevels) ?? .shown)
    do {
      try validate()
    } catch {
      throw DecodingError.dataCorrupted(.init(codingPath: decoder.codingPath, debugDescription: "\(error)"))
    }
  }

  /// Encodes; `dicom_levels` is left out where it is as it was before there was a choice.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(color, forKey: .color)
    try container.encode(steps, forKey: .steps)
    try container.encode(mean, forKey: .mean)
    try container.encode(std, forKey: .std)
    try container.encode(fastDecode, forKey: .fastDecode)
    if dicomLevels != .shown { try container.encode(dicomLevels, forKey: .dicomLevels) }
  }
}
