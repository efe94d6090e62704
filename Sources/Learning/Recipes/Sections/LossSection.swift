/// What is minimised.
public struct LossSection: RecipeSection {
  /// The loss function.
  public enum Kind: String, Sendable, Hashable, CaseIterable {
    /// Cross-entropy of the softmax; for `outputs: softmax`.
    case crossEntropy = "cross_entropy"
    /// Binary cross-entropy: of the sigmoid, or of each logit of a softmax for its class against the others.
    case bceWithLogits = "bce_with_logits"
    /// Focal loss, of the softmax or the sigmoid (Lin 2017).
    case focal
    /// Asymmetric loss; for `outputs: sigmoid` (Ridnik 2021).
    case asymmetric
  }

  /// How classes are weighted against each other.
  public enum ClassWeights: String, Sendable, Hashable, CaseIterable {
    /// All alike.
    case none
    /// In inverse proportion to their number of training images; of each finding the positives as much as the negatives.
    case balanced
  }

  /// The loss function.
  public var kind = Kind.crossEntropy
  /// Share of the label's weight that goes to all classes alike.
  public var labelSmoothing = 0.0
  /// How classes are weighted against each other.
  public var classWeights = ClassWeights.none
  /// γ of the focal loss.
  public var gamma = 2.0
  /// α of the focal loss of a sigmoid: the weight of the positives, that of the negatives being 1 − α; `nil` for the same.
  public var alpha: Double?
  /// γ₋ of the asymmetric loss.
  public var gammaNegative = 4.0
  /// γ₊ of the asymmetric loss.
  public var gammaPositive = 1.0
  /// The probability up to which the asymmetric loss takes negatives for told.
  public var clip = 0.05

  /// Plain cross-entropy.
  public init() {}

  /// What in the section contradicts itself or the outputs, if anything does.
  func contradiction(with outputs: HeadSection.Outputs) -> String? {
    let kinds: [Kind] =
      outputs == .sigmoid ? [.bceWithLogits, .focal, .asymmetric] : [.crossEntropy, .bceWithLogits, .focal]
    guard kinds.contains(kind) else {
      return "outputs: \(outputs.rawValue) needs loss kind: \(kinds.map(\.rawValue).joined(separator: ", "))"
    }
    let standard = LossSection()
    if kind != .focal, gamma != standard.gamma || alpha != nil { return "gamma and alpha are for loss kind: focal" }
    if kind != .asymmetric,
      (gammaNegative, gammaPositive, clip) != (standard.gammaNegative, standard.gammaPositive, standard.clip)
    {
      return "gamma_negative, gamma_positive and clip are for loss kind: asymmetric"
    }
    if alpha != nil, outputs == .softmax { return "alpha is for outputs: sigmoid; a softmax has class_weights" }
    guard classWeights == .balanced else { return nil }
    if kind == .bceWithLogits, outputs == .softmax {
      return "loss kind: bce_with_logits weighs the logits of outputs: softmax alike; class_weights must be none"
    }
    if alpha != nil { return "alpha and class_weights: balanced both weigh the positives; use one of them" }
    return kind == .asymmetric ? "loss kind: asymmetric weighs by its own keys; class_weights must be none" : nil
  }

  static var fields: [RecipeField<Self>] {
    [
      RecipeField("kind", \.kind, .word, "the loss function"),
      RecipeField(
        "label_smoothing", \.labelSmoothing, .number(0..<1), "share of a label that goes to all classes alike"),
      RecipeField(
        "class_weights", \.classWeights, .word,
        "all alike, or in inverse proportion to their images; of findings the positives by the negatives"),
      RecipeField("gamma", \.gamma, .number(0...10), "how little counts what is told with ease, for focal"),
      RecipeField(
        "alpha", \.alpha, .optional(.number(0...1), or: 0.25), "weight of the positives, for focal with a sigmoid"),
      RecipeField("gamma_negative", \.gammaNegative, .number(0...10), "gamma of negatives, for asymmetric"),
      RecipeField("gamma_positive", \.gammaPositive, .number(0...10), "gamma of positives, for asymmetric"),
      RecipeField(
        "clip", \.clip, .number(0..<1), "probability up to which negatives count for nothing, for asymmetric"),
    ]
  }
}
