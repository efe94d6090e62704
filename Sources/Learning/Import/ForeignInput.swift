public import Radiograph

/// How the pictures of a model that was trained elsewhere are prepared: what is said of it, and what is usual.
public struct ForeignInput: Sendable, Hashable {
  /// Width and height of the network's input.
  public var size: ImageSize?
  /// What the shorter side is resized to before the middle is cut out; nil for resizing to ``size`` whatever the proportions.
  public var shorterSide: Int?
  /// Mean of each channel, or one for all, on a scale from 0 to 1.
  public var mean: [Float]?
  /// Standard deviation of each channel, or one for all.
  public var std: [Float]?
  /// How a picture is held.
  public var color: Preprocessing.Color?
  /// Whether the first layer took one channel.
  var isGrey = false
  /// Channels of the network's input.
  private var channels = 3

  /// What is said; nil for what is usual.
  public init(
    size: ImageSize? = nil, shorterSide: Int? = nil, mean: [Float]? = nil, std: [Float]? = nil,
    color: Preprocessing.Color? = nil
  ) {
    self.size = size
    self.shorterSide = shorterSide
    self.mean = mean
    self.std = std
    self.color = color
  }

  init(size: ImageSize?, isGrey: Bool) {
    self.init(size: size)
    self.isGrey = isGrey
  }

  /// What a graph's input [N, channels, height, width] says, where its extents are fixed.
  init(graph shape: [Int]) {
    self.init()
    guard shape.count == 4 else { return }
    if shape[1] == 1 { channels = 1 }
    if shape[2] > 0, shape[3] > 0 { size = ImageSize(width: shape[3], height: shape[2]) }
  }

  /// The way from a picture to the input: what is said here, else what the file says, else torchvision's: resized to
  /// 224 × 224 with ImageNet's statistics.
  ///
  /// - Throws: ``ImportError/differingChannels(file:)``, `RadiographError.invalidPreprocessing`.
  func preprocessing(over usual: ForeignInput, file: String) throws -> Preprocessing {
    let standard = Preprocessing.imageNet224
    let channels = usual.channels
    let size = size ?? usual.size ?? ImageSize(width: 224, height: 224)
    func values(_ said: [Float]?, _ usual: [Float]?, _ standard: [Float]) -> [Float] {
      let values = said ?? usual ?? standard
      return values.count == 1 ? Array(repeating: values[0], count: channels) : values
    }
    let mean = values(mean, usual.mean, standard.mean)
    let std = values(std, usual.std, standard.std)
    if usual.isGrey, Set(mean).count > 1 || Set(std).count > 1 { throw ImportError.differingChannels(file: file) }
    let steps: [Preprocessing.Step] =
      shorterSide.map { [.resizeShorterSide($0), .centerCrop(size)] } ?? [.resize(size)]
    let preprocessing = Preprocessing(
      color: color ?? (usual.isGrey || channels == 1 ? .grayscale : .rgb), steps: steps, mean: mean, std: std)
    try preprocessing.validate()
    return preprocessing
  }
}
