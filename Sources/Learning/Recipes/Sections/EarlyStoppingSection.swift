public import Metrics

/// When to stop, and which weights to keep.
public struct EarlyStoppingSection: RecipeSection {
  /// What epochs are judged by, on validation data.
  public enum Metric: Sendable, Hashable {
    /// The loss that is minimised.
    case loss
    /// A figure, at threshold 0.5 where it needs one.
    case figure(Figure)
    /// The same of pictures under a light battery of stress; see ``StressedPictures``.
    case stressed(Figure)

    /// Its name in recipes.
    public var name: String {
      switch self {
      case .loss: "loss"
      case .figure(let figure): figure.rawValue
      case .stressed(let figure): "stress_\(figure.rawValue)"
      }
    }

    /// Whether less is better.
    public var isMinimized: Bool {
      switch self {
      case .loss, .figure(.brier), .figure(.ece), .figure(.logLoss): true
      case .figure, .stressed: false
      }
    }

    /// Whether it needs stressed pictures.
    var isUnderStress: Bool {
      if case .stressed = self { true } else { false }
    }

    /// The figures that are measured under stress.
    static let stressedFigures: [Figure] = [.balancedAccuracy, .auroc]

    private static let all = [.loss] + Figure.allCases.map(Self.figure) + stressedFigures.map(Self.stressed)

    /// What else a metric may be called: of several classes or findings, `auroc` is the mean of theirs.
    private static let others = ["macro_auroc": Metric.figure(.auroc)]

    static let names = all.map(\.name) + others.keys

    init?(name: String) {
      guard let metric = Self.others[name] ?? Self.all.first(where: { $0.name == name }) else { return nil }
      self = metric
    }
  }

  /// What epochs are judged by.
  public var metric = Metric.loss
  /// Epochs without improvement after which training stops; `nil` never stops.
  public var patience: Int? = 5
  /// The least change that counts as improvement.
  public var minimumDelta = 0.0
  /// Whether the weights of the best epoch are kept, not those of the last.
  public var restoreBest = true

  /// After 5 epochs without a lower validation loss; the best weights are kept.
  public init() {}

  static var fields: [RecipeField<Self>] {
    [
      RecipeField("metric", \.metric, .metric, "what epochs are judged by, on validation data"),
      RecipeField(
        "patience", \.patience, .optional(.int(1...10_000), or: 5), "epochs without improvement before training stops"),
      RecipeField("min_delta", \.minimumDelta, .number(0...1), "the least change that counts as improvement"),
      RecipeField("restore_best", \.restoreBest, .bool, "keep the weights of the best epoch, not those of the last"),
    ]
  }
}

extension RecipeCodec<EarlyStoppingSection.Metric> {
  /// A metric's name.
  static let metric = RecipeCodec.word(
    EarlyStoppingSection.Metric.names, from: { EarlyStoppingSection.Metric(name: $0) }, to: \.name)
}
