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
    let classes = bundle.metadata.classes.count
    guard (0..<classes).contains(index) else { throw ExplanationError.noClass(index: index, classes: classes) }
    return try explanation(by: zoneGame(picture, payoff: payoff, absence: absence), ofClass: index)
  }

  /// The lungs' zones and what lies outside as players, each of whose coalitions is a version of the network's input.
  ///
  /// - Throws: `RadiographError.noLungNetwork`, `.noLungs`; `ExplanationError.noZones`.
  package func zoneGame(
    _ picture: PreparedPicture, payoff: ZoneContributions.Payoff = .probability, absence: Absence = .blurred
  ) throws -> ZoneGame {
    guard let outline = picture.lungs else { throw RadiographError.noLungNetwork("none is installed") }
    return try ZoneGame(
      input: picture.input, shape: signature.input, outline: outline, preprocessing: bundle.metadata.input,
      size: picture.size, payoff: payoff, absence: absence)
  }
}
