/// What is minimised.
public struct LossSection: RecipeSection {
  /// The loss function.
  public enum Kind: String, Sendable, Hashable, CaseIterable {
    /// Cross-entropy of the softmax; for `outputs: softmax`.
    case crossEntropy = "cross_entropy"
    /// Binary cross-entropy of the sigmoid; for `outputs: sigmoid`.
    case bceWithLogits = "bce_with_logits"
  }

  /// How classes are weighted against each other.
  public enum ClassWeights: String, Sendable, Hashable, CaseIterable {
    /// All alike.
    case none
    /// In inverse proportion to their number of training images.
    case balanced
  }

  /// The loss function.
  public var kind = Kind.crossEntropy
  /// Share of the label's weight that goes to all classes alike.
  public var labelSmoothing = 0.0
  /// How classes are weighted against each other.
  public var classWeights = ClassWeights.none

  /// Plain cross-entropy.
  public init() {}

  static var fields: [RecipeField<Self>] {
    [
      RecipeField("kind", \.kind, .word, "the loss function"),
      RecipeField(
        "label_smoothing", \.labelSmoothing, .number(0..<1), "share of a label that goes to all classes alike"),
      RecipeField("class_weights", \.classWeights, .word, "all alike, or in inverse proportion to their images"),
    ]
  }
}
