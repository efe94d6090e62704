import Foundation
import Inference
import Metrics

extension ObjectReading {
  /// What was made of the picture, in one sentence.
  var sentence: String {
    if isRefused { return "Not read: the picture is none such as the model reads." }
    return reading.task == .multilabel ? findingsSentence : decisionSentence + likeliestClass
  }

  /// The findings that are called, or that none is.
  private var findingsSentence: String {
    let called = otherFindings.filter(\.decision)
    guard !called.isEmpty else {
      return "None of \(reading.probabilities.count) findings reaches its threshold; nearest: \(explained), "
        + "\(text(probability, 2))."
    }
    let named = called.prefix(Self.namedFindings).map { "\($0.name) \(text($0.probability, 2))" }
    let more = called.count - named.count
    return "\(positiveClass): \(named.joined(separator: ", "))\(more > 0 ? " and \(more) more" : "")."
  }

  /// So many findings have room in a sentence.
  private static let namedFindings = 5

  /// Which of several classes it is.
  private var likeliestClass: String {
    reading.task == .multiclass ? " Likeliest class: \(reading.prediction), \(text(reading.confidence, 2))." : ""
  }

  private var decisionSentence: String {
    let threshold = reading.decision.threshold
    // Two decimals, and more where fewer would make the two look alike.
    let decimals = (2...4).first { text(probability, $0) != text(threshold, $0) } ?? 4
    let (shown, limit) = (text(probability, decimals), text(threshold, decimals))
    let just = shown == limit ? "just " : ""
    let (name, relation) =
      reading.decision.positive ? (positiveClass, "at or \(just)above") : ("No \(positiveClass)", "\(just)below")
    return isHeldBack
      ? "\(name): probability \(relation) the threshold of \(limit), shown as \(shown) because \(Self.holdingBack)."
      : "\(name): probability \(shown), \(relation) the threshold of \(limit)."
  }

  /// Why the probability does not agree with the decision, where it doesn't: a note for those who read the figures.
  var probabilityNote: String? {
    guard isHeldBack else { return nil }
    let relation = reading.decision.positive ? "at or above" : "below"
    return "The probability lies \(relation) the threshold; another is shown because \(Self.holdingBack)."
  }

  private var isHeldBack: Bool { !isRefused && reading.decision.isContradicted(by: probability) }

  private static let holdingBack = "the model's calibration supports no surer figure"

  /// Which model said so.
  var modelLine: String { "Model \(reading.model.name), version \(reading.model.version)" }

  private func text(_ number: Double, _ decimals: Int) -> String { String(format: "%.\(decimals)f", number) }
}
