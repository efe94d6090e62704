public import Bundles
import Metrics

extension ModelMetadata {
  /// The index by which heat-maps know a class: that of its logit.
  ///
  /// A single logit is 1 and its opposite 0.
  public func logitIndex(ofClass index: Int) -> Int {
    network.outputs == 1 && positiveIndex == 0 ? 1 - index : index
  }
}

/// What a model says of one picture: calibrated probabilities and what follows from them.
public struct Assessment: Sendable, Equatable {
  /// The classes, in the order of the network's outputs.
  public let classes: [String]
  /// The calibrated probability of each class, no nearer to 0 or 1 than its calibration can support; they add up to 1.
  public let probabilities: [Double]
  /// What the operating point makes of the positive class's probability.
  public let decision: Decision
  /// The calibrated probability of the positive class before it is held back: what is decided by and measured.
  public let positiveProbability: Double
  private let positiveIndex: Int

  /// Makes probabilities and a decision of one picture's logits, with the model's temperature and operating point.
  ///
  /// A single logit is that of the positive class, whose probability is its sigmoid.
  public init(logits: some Collection<Float>, _ model: ModelMetadata) {
    var calibrated = model.calibration.probabilities(logits.map(Double.init))
    // A sigmoid's two probabilities come with the positive class last.
    if logits.count == 1, model.positiveIndex == 0 { calibrated.reverse() }
    let positive = calibrated.indices.contains(model.positiveIndex) ? calibrated[model.positiveIndex] : 0
    self.init(
      classes: model.classes, probabilities: calibrated.map(model.calibration.supported), positive: positive,
      at: model.positiveIndex, threshold: model.operatingPoint.threshold)
  }

  /// The mean of what several models of the same classes say; the threshold is the mean of theirs.
  init(mean assessments: [Assessment]) {
    let count = Double(max(1, assessments.count))
    let classes = assessments.first?.classes ?? []
    self.init(
      classes: classes,
      probabilities: classes.indices.map { index in assessments.reduce(0) { $0 + $1.probabilities[index] } / count },
      positive: assessments.reduce(0) { $0 + $1.positiveProbability } / count,
      at: assessments.first?.positiveIndex ?? 0,
      threshold: assessments.reduce(0) { $0 + $1.decision.threshold } / count)
  }

  private init(classes: [String], probabilities: [Double], positive: Double, at index: Int, threshold: Double) {
    self.classes = classes
    self.probabilities = probabilities
    positiveProbability = positive
    positiveIndex = index
    decision = Decision(
      probability: positive, shown: probabilities.indices.contains(index) ? probabilities[index] : positive,
      threshold: threshold)
  }

  /// The index of the class with the highest probability; of equal ones the first.
  public var bestIndex: Int {
    probabilities.indices.max { (probabilities[$0], -$0) < (probabilities[$1], -$1) } ?? 0
  }
}
