/// What a classification network takes and gives.
///
/// By Hilum's convention a network has one input of images and the outputs `logits`, and where it can explain itself
/// `embedding` and `features`; one with attention of its own has an output `attention`.
public struct ModelSignature: Sendable, Equatable {
  /// The shape of one image, `[channels, height, width]`.
  public let input: [Int]
  /// The number of logits.
  public let classes: Int
  /// The length of `embedding`, the pooled features; nil if there is no such output.
  public let embedding: Int?
  /// The shape of one image's `features`, the last stage before pooling, `[F, h, w]`; nil if there is no such output.
  public let features: [Int]?
  /// The shape of one image's `attention`, `[1, h, w]`; nil if there is no such output.
  public let attention: [Int]?

  /// Makes a signature.
  public init(input: [Int], classes: Int, embedding: Int? = nil, features: [Int]? = nil, attention: [Int]? = nil) {
    self.input = input
    self.classes = classes
    self.embedding = embedding
    self.features = features
    self.attention = attention
  }

  /// The number of values of one image.
  public var inputCount: Int { input.reduce(1, *) }
}
