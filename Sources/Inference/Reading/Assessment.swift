public import Bundles
public import Metrics

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
  /// What is called where no finding reaches its threshold.
  public static let noFinding = "No finding"

  /// What was decided of the picture.
  public let task: ClassificationTask
  /// The classes or findings, in the order of the network's outputs.
  public let classes: [String]
  /// The calibrated probability of each class or finding, no nearer to 0 or 1 than its calibration can support; of classes
  /// they add up to 1.
  public let probabilities: [Double]
  /// What is said of each class or finding on its own; nil where there are two classes.
  public let findings: [Finding]?
  /// Whether anything is found: what the operating point makes of ``positiveProbability``, or of findings that of the leading
  /// one.
  public let decision: Decision
  /// The calibrated probability of the positive class, or of anything but the negative one, before it is held back: what is
  /// decided by and measured.
  ///
  /// Findings give their score, which is decided at 0.5 (`Screening`).
  public let positiveProbability: Double
  /// The index of the class or finding whose evidence the decision rests on.
  public let leadingIndex: Int
  /// The probabilities before they are held back.
  package let calibrated: [Double]
  private let rule: ScreeningRule

  /// Makes probabilities and a decision of one picture's logits, with the model's temperatures and operating points.
  ///
  /// A single logit of two classes is that of the positive class, whose probability is its sigmoid.
  public init(logits: some Collection<Float>, _ model: ModelMetadata) {
    let logits = logits.map(Double.init)
    let calibrated = model.calibrated(logits)
    let described = model.findings ?? []
    let shown = calibrated.enumerated().map { index, probability in
      (described.indices.contains(index) ? described[index].calibration : model.calibration).supported(probability)
    }
    self.init(
      task: model.task, classes: model.classes, shown: shown, calibrated: calibrated, rule: ScreeningRule(model),
      thresholds: model.thresholds, intervals: model.intervals(logits))
  }

  /// The mean of what several models of the same task and classes say; thresholds are the means of theirs.
  init(mean assessments: [Assessment]) {
    let first = assessments.first
    let count = Double(max(1, assessments.count))
    func mean(_ values: (Assessment) -> [Double]) -> [Double] {
      let rows = assessments.map(values)
      return (rows.first ?? []).indices.map { index in rows.reduce(0) { $0 + $1[index] } / count }
    }
    self.init(
      task: first?.task ?? .binary, classes: first?.classes ?? [], shown: mean(\.probabilities),
      calibrated: mean(\.calibrated),
      rule: ScreeningRule(meanOf: assessments.map(\.rule)) ?? .oneClass(0, threshold: 0.5),
      thresholds: mean { $0.findings?.map(\.threshold) ?? [] }, intervals: nil)
  }

  /// - Parameter thresholds: Those of each class or finding on its own; none where there are two classes.
  private init(
    task: ClassificationTask, classes: [String], shown: [Double], calibrated: [Double], rule: ScreeningRule,
    thresholds: [Double], intervals: [ConfidenceInterval?]?
  ) {
    let leading = rule.leading(calibrated)
    self.task = task
    self.classes = classes
    self.calibrated = calibrated
    self.rule = rule
    probabilities = shown
    leadingIndex = leading
    positiveProbability = rule.score(calibrated)
    decision = Decision(
      probability: rule.probability(calibrated, leading: leading), shown: rule.probability(shown, leading: leading),
      threshold: rule.threshold(leading: leading))
    findings =
      task == .binary
      ? nil
      : zip(classes.indices, zip(shown, thresholds)).map { index, finding in
        Finding(
          name: classes[index], probability: finding.0, decision: calibrated[index] >= finding.1, threshold: finding.1,
          interval: intervals?[index])
      }
  }

  /// The index of the class with the highest probability, of equal ones the first; of findings the leading one.
  public var bestIndex: Int {
    if task == .multilabel { return leadingIndex }
    return probabilities.indices.max { (probabilities[$0], -$0) < (probabilities[$1], -$1) } ?? 0
  }

  /// The likeliest class, or the leading finding, with its probability; ``noFinding`` with the probability that the leading
  /// finding is not there, where no finding reaches its threshold.
  public var prediction: (name: String, confidence: Double) {
    let best = bestIndex
    guard classes.indices.contains(best), probabilities.indices.contains(best) else { return (Self.noFinding, 0) }
    return task == .multilabel && !decision.positive
      ? (Self.noFinding, 1 - probabilities[best]) : (classes[best], probabilities[best])
  }

  /// The probability that is decided by, if a class or finding led.
  func probability(leading index: Int) -> Double { rule.probability(calibrated, leading: index) }
}

extension ModelMetadata {
  /// The calibrated probability of each class or finding.
  func calibrated(_ logits: [Double]) -> [Double] {
    guard task != .multilabel else {
      return zip(findings ?? [], logits).map { $0.calibration.probabilities([$1])[1] }
    }
    let probabilities = calibration.probabilities(logits)
    // A sigmoid's two probabilities come with the positive class last.
    return logits.count == 1 && positiveIndex == 0 ? probabilities.reversed() : probabilities
  }

  /// The range of each of these over the intervals of temperatures, of classes or findings of which one is known; nil where
  /// there are two classes.
  fileprivate func intervals(_ logits: [Double]) -> [ConfidenceInterval?]? {
    findings.map { findings in
      if task == .multilabel {
        return zip(findings, logits).map { finding, logit in
          finding.temperatures.map { finding.calibration.intervals([logit], temperatures: $0)[1] }
        }
      }
      guard let first = findings.first, let temperatures = first.temperatures else { return findings.map { _ in nil } }
      return first.calibration.intervals(logits, temperatures: temperatures)
    }
  }
}

extension FindingDescription {
  /// The interval of temperatures, in order.
  fileprivate var temperatures: ConfidenceInterval? {
    guard let interval = temperatureInterval, interval.count == 2 else { return nil }
    return ConfidenceInterval(lower: min(interval[0], interval[1]), upper: max(interval[0], interval[1]))
  }
}
