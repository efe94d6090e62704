import Bundles
import Radiograph

extension Predictor {
  /// Shapley values of the lungs' zones and of what lies outside: all 128 coalitions of the seven go through the network.
  ///
  /// - Parameters:
  ///   - index: The index of the class.
  ///   - payoff: What is shared out.
  ///   - absence: What stands for parts that are taken away.
  /// - Throws: `RadiographError.noLungNetwork`, `.noLungs`; `ExplanationError.noZones` where they are not two side by side,
  ///   `.noClass`; `InferenceError`.
  public func zoneContributions(
    _ picture: PreparedPicture, class index: Int, payoff: ZoneContributions.Payoff = .probability,
    absence: Absence = .blurred
  ) throws -> ZoneContributions {
    let metadata = bundle.metadata
    guard metadata.classes.indices.contains(index) else {
      throw ExplanationError.noClass(index: index, classes: metadata.classes.count)
    }
    guard let outline = picture.lungs else { throw RadiographError.noLungNetwork("none is installed") }
    let game = try ZoneGame(
      input: picture.input, shape: signature.input, outline: outline, preprocessing: metadata.input,
      size: picture.size, absence: absence)
    return try game.contributions { inputs, count in
      let output = try run(tensors: inputs, wanted: [])
      return (0..<count).map { self.payoff(payoff, of: index, output.logits(of: $0)) }
    }
  }

  private func payoff(_ payoff: ZoneContributions.Payoff, of index: Int, _ logits: ArraySlice<Float>) -> Double {
    switch payoff {
    case .probability:
      return Assessment(logits: logits, bundle.metadata).probabilities[index]
    case .logit:
      let place = bundle.metadata.logitIndex(ofClass: index)
      if logits.count == 1 { return Double(logits[logits.startIndex]) * (place == 1 ? 1 : -1) }
      return Double(logits[logits.startIndex + place])
    }
  }
}
