public import Metrics

/// What the threshold is chosen for, and on which validation pictures.
///
/// In recipes a criterion alone, such as `sensitivity=0.95`, is on pictures as they are; `{on: stress, maximise: min_class}`
/// is on those of ``StressedPictures``.
public struct OperatingPointSection: RecipeSection {
  /// Validation pictures that thresholds can be chosen on.
  public enum Pictures: String, Sendable, Hashable, CaseIterable {
    /// As they are.
    case validation
    /// Some of them as they are and under a light battery of stress.
    case stress
  }

  /// The pictures.
  public var pictures = Pictures.validation
  /// What the threshold is chosen for.
  public var criterion = OperatingCriterion.youden

  /// Youden's threshold on pictures as they are.
  public init() {}

  static var fields: [RecipeField<Self>] {
    [
      RecipeField("on", \.pictures, .word, "validation pictures as they are, or under a light battery of stress"),
      RecipeField("maximise", \.criterion, .criterion, "what the threshold is chosen for"),
    ]
  }
}

extension RecipeCodec<OperatingPointSection> {
  /// A criterion as its text, or keys and values.
  static let operatingPoint: RecipeCodec = {
    let plain = RecipeCodec<OperatingCriterion>.criterion
    return RecipeCodec(
      allowed: "\(plain.allowed), or {on: validation or stress, maximise: one of these}",
      keys: OperatingPointSection.keys,
      read: { node, current, key in
        var section = current
        if case .mapping = node.content {
          try section.read(node, key: key)
        } else {
          section = OperatingPointSection()
          section.criterion = try plain.read(node, section.criterion, key)
        }
        return section
      }, write: { $0.pictures == .validation ? plain.write($0.criterion) : $0.node })
  }()
}

extension RecipeCodec<OperatingCriterion> {
  /// A criterion as its text.
  static let criterion: RecipeCodec = {
    let allowed =
      "youden, balanced_accuracy, min_class, f1, sensitivity=S, specificity=S, cost=RATIO, cost=RATIO,prevalence=P or "
      + "fixed=THRESHOLD"
    return RecipeCodec(
      allowed: allowed,
      read: { node, _, key in
        guard let text = node.plainText else { throw node.wrongType(key, allowed) }
        do {
          return try OperatingCriterion(parsing: text)
        } catch {
          throw RecipeError.notAllowed(node.location, key: key, allowed: allowed, found: "\(node.kind) (\(error))")
        }
      }, write: { .plain($0.description) })
  }()
}
