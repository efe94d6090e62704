import Bundles
import Glibc
import Metrics

/// The calibrated logit of the positive class, log(p / (1 − p)), in which looks at one picture are averaged.
struct PositiveLogit: Equatable {
  /// The logit.
  let value: Double

  /// That of one picture's network outputs.
  init(_ logits: some Collection<Float>, _ model: ModelMetadata) {
    let logits = logits.map(Double.init)
    let negatives = logits.indices.filter { $0 != model.positiveIndex }
    let raw =
      logits.count == 1
      ? logits[0] : logits[model.positiveIndex] - negatives.reduce(0) { $0 + logits[$1] }
    value = raw / model.calibration.temperature
  }

  /// That of the mean of probabilities, however near 0 or 1 they are.
  init(ofMean logits: [PositiveLogit]) {
    value =
      Self.logOfSum(logits.map { -Self.softplus(-$0.value) }) - Self.logOfSum(logits.map { -Self.softplus($0.value) })
  }

  /// The calibrated probability.
  var probability: Double { exp(-Self.softplus(-value)) }

  /// Network outputs with this logit.
  func logits(of model: ModelMetadata) -> [Float] {
    let raw = Float(value * model.calibration.temperature)
    guard model.network.outputs > 1 else { return [raw] }
    return (0..<model.network.outputs).map { $0 == model.positiveIndex ? raw : 0 }
  }

  /// log(1 + exp(x)).
  private static func softplus(_ x: Double) -> Double { max(x, 0) + log1p(exp(-x.magnitude)) }

  /// log(Σ exp(xᵢ)).
  private static func logOfSum(_ values: [Double]) -> Double {
    let top = values.max() ?? 0
    return top + log(values.reduce(0) { $0 + exp($1 - top) })
  }
}
