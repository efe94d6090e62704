/// The outputs of a network that a caller may want beside the logits.
public struct OptionalOutputs: OptionSet, Sendable {
  /// One bit an output.
  public let rawValue: Int

  /// Makes a set from its bits.
  public init(rawValue: Int) { self.rawValue = rawValue }

  /// The pooled features, `[N, F]`.
  public static let embedding = OptionalOutputs(rawValue: 1)
  /// The last stage before pooling, `[N, F, h, w]`.
  public static let features = OptionalOutputs(rawValue: 2)
  /// How much of each place the network took in, by its own attention, `[N, 1, h, w]`.
  public static let attention = OptionalOutputs(rawValue: 4)
}

/// What a network gave for a batch of images; arrays are row-major with the batch dimension first.
public struct EngineOutput: Sendable, Equatable {
  /// The number of images, N.
  public let count: Int
  /// The logits, `[N, classes]`.
  public let logits: [Float]
  /// The pooled features, `[N, F]`; nil unless asked for.
  public let embedding: [Float]?
  /// The last stage before pooling, `[N, F, h, w]`; nil unless asked for.
  public let features: [Float]?
  /// How much of each place the network took in, `[N, 1, h, w]`; nil unless asked for.
  public let attention: [Float]?
  /// How far looks at each image are apart, N of them; nil where there was one look.
  public let uncertainty: [Uncertainty]?

  /// Makes the output for `count` images.
  public init(
    count: Int, logits: [Float], embedding: [Float]? = nil, features: [Float]? = nil,
    attention: [Float]? = nil, uncertainty: [Uncertainty]? = nil
  ) {
    self.count = count
    self.logits = logits
    self.embedding = embedding
    self.features = features
    self.attention = attention
    self.uncertainty = uncertainty
  }

  /// The logits of one image of the batch.
  public func logits(of image: Int) -> ArraySlice<Float> { slice(logits, image) }

  /// The pooled features of one image of the batch.
  public func embedding(of image: Int) -> ArraySlice<Float>? { embedding.map { slice($0, image) } }

  /// The features of one image of the batch.
  public func features(of image: Int) -> ArraySlice<Float>? { features.map { slice($0, image) } }

  /// The attention of one image of the batch.
  public func attention(of image: Int) -> ArraySlice<Float>? { attention.map { slice($0, image) } }

  private func slice(_ values: [Float], _ image: Int) -> ArraySlice<Float> {
    guard image >= 0, image < count else { return [] }
    let length = values.count / count
    return values[image * length..<(image + 1) * length]
  }
}
