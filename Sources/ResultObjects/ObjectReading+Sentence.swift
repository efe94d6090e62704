import Foundation
import Inference

extension ObjectReading {
  /// What was made of the picture, in one sentence.
  var sentence: String {
    if isRefused { return "Not read: the picture is none such as the model reads." }
    let threshold = reading.decision.threshold
    // Two decimals, and more where fewer would make the two look alike.
    let decimals = (2...4).first { text(probability, $0) != text(threshold, $0) } ?? 4
    let numbers = (text(probability, decimals), text(threshold, decimals))
    return reading.decision.positive
      ? "\(positiveClass): probability \(numbers.0), at or above the threshold of \(numbers.1)."
      : "No \(positiveClass): probability \(numbers.0), below the threshold of \(numbers.1)."
  }

  /// Which model said so.
  var modelLine: String { "Model \(reading.model.name), version \(reading.model.version)" }

  private func text(_ number: Double, _ decimals: Int) -> String { String(format: "%.\(decimals)f", number) }
}
