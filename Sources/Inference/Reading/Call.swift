import Foundation
import Metrics

/// What is called, and by what figures, in sentences.
struct Call {
  /// What speaks for the call in a heat-map: the class or finding that the decision rests on.
  let subject: String
  /// Sentences for the findings.
  let findings: [String]
  /// Sentences for the impression.
  let impression: [String]

  /// Nearer to the threshold than this it is told that it was a close call.
  private static let closeness = 0.1

  /// That of a reading.
  init(of reading: Reading, _ positiveClass: String) {
    switch (reading.task, reading.findings) {
    case (.multilabel, let findings?): self.init(findings: findings)
    case (.multiclass, let classes?): self.init(reading, positiveClass, classes: classes)
    default: self.init(binary: reading, positiveClass)
    }
  }

  private init(subject: String, findings: [String], impression: [String]) {
    self.subject = subject
    self.findings = findings
    self.impression = impression
  }

  // MARK: - Two classes

  private init(binary reading: Reading, _ positiveClass: String) {
    let name = positiveClass.asFinding
    let probability = reading.probabilities[positiveClass] ?? 0
    var sentences = Self.decision(reading.decision, name, shown: probability)
    if (reading.prediction == positiveClass) != reading.decision.positive { sentences.append(Self.likeliest(reading)) }
    self.init(
      subject: name, findings: sentences, impression: [Self.impression(name, probability, reading.decision.positive)])
  }

  // MARK: - Several classes

  private init(_ reading: Reading, _ positiveClass: String, classes: [Finding]) {
    let name = positiveClass.asFinding
    let isOneClass = classes.contains { $0.name == positiveClass }
    // Without such a class the decision is about all that say that something is found.
    let probability = reading.screeningProbability(positiveClass)
    let likeliest = reading.prediction.asFinding
    self.init(
      subject: isOneClass ? name : likeliest,
      findings: [Self.likeliest(reading)] + Self.decision(reading.decision, name, shown: probability),
      impression: [
        "\(Certainty(reading.confidence).phrase(likeliest)) (probability \(Probability.text(reading.confidence))).",
        isOneClass
          ? Self.impression(name, probability, reading.decision.positive)
          : "\(positiveClass): called \(Self.word(reading.decision.positive)) (probability \(Probability.text(probability))).",
      ])
  }

  // MARK: - Several findings

  private init(findings: [Finding]) {
    let ranked = findings.sorted { $0.probability - $0.threshold > $1.probability - $1.threshold }
    let called = ranked.filter(\.decision)
    let others = ranked.filter { !$0.decision }
    let subject = (called.first ?? others.first)?.name.asFinding ?? ""
    guard !called.isEmpty else {
      self.init(
        subject: subject,
        findings: ["None of the \(findings.count) findings reaches its threshold."] + Self.left(out: others),
        impression: [
          "No finding is called.",
          others.first.map { Self.impression($0.name.asFinding, $0.probability, false, leading: "Nearest: ") },
        ].compactMap { $0 })
      return
    }
    self.init(
      subject: subject,
      findings: called.flatMap { Self.decision(Decision(of: $0), $0.name.asFinding, shown: $0.probability) }
        + Self.left(out: others),
      impression: called.map { Self.impression($0.name.asFinding, $0.probability, true) })
  }

  /// The findings that are not called, those nearest to their thresholds first.
  private static func left(out findings: [Finding]) -> [String] {
    guard !findings.isEmpty else { return [] }
    let shown = findings.prefix(leftOutLimit).map { "\($0.name.asFinding) (\(Probability.text($0.probability)))" }
    let more = findings.count - shown.count
    return ["Not called: \(ReportText.list(shown + (more > 0 ? ["\(more) more"] : [])))."]
  }

  /// So many findings that are not called are named.
  private static let leftOutLimit = 20

  // MARK: - Sentences

  /// The probability against the threshold; it may have been held back to beyond it.
  private static func decision(_ decision: Decision, _ name: String, shown probability: Double) -> [String] {
    let (shown, threshold) = (Probability.text(probability), String(format: "%.1f %%", 100 * decision.threshold))
    let just = shown == threshold ? "just " : ""
    let relation = decision.positive ? "at or \(just)above" : "\(just)below"
    let reason =
      decision.isContradicted(by: probability)
      ? "its probability lies \(relation) the threshold of \(threshold), and is shown as \(shown) because the model's "
        + "calibration supports no surer figure"
      : "its probability of \(shown) lies \(relation) the threshold of \(threshold)"
    let call = "Called \(word(decision.positive)) for \(name): \(reason)."
    return abs(decision.margin) < closeness
      ? [call, "It is a close call: the probability lies less than 10 percentage points from the threshold."] : [call]
  }

  private static func likeliest(_ reading: Reading) -> String {
    "The likeliest class is \(reading.prediction.asFinding), at \(Probability.text(reading.confidence))."
  }

  private static func impression(
    _ name: String, _ probability: Double, _ isPositive: Bool, leading: String = ""
  ) -> String {
    leading + "\(Certainty(probability).phrase(name)) (probability \(Probability.text(probability))); "
      + "called \(word(isPositive))."
  }

  private static func word(_ isPositive: Bool) -> String { isPositive ? "positive" : "negative" }
}

extension Decision {
  /// That of one of several findings, of its probability as it is shown.
  fileprivate init(of finding: Finding) {
    let (shown, threshold) = (finding.probability, finding.threshold)
    self.init(probability: finding.decision ? .infinity : -.infinity, shown: shown, threshold: threshold)
  }
}
