import Bundles
import Foundation
import Metrics

/// What one look at a picture says, calibrated, in a form in which looks are averaged by their probabilities.
enum Opinion: Sendable, Equatable {
  /// The odds of the positive class, or of each of several findings.
  case odds([LogOdds])
  /// The logarithms of the probabilities of classes that exclude each other.
  case classes([Double])

  /// That of one picture's network outputs.
  init(_ logits: some Collection<Float>, _ model: ModelMetadata) {
    let logits = logits.map(Double.init)
    switch model.task {
    case .binary:
      let negatives = logits.indices.filter { $0 != model.positiveIndex }
      let raw =
        logits.count == 1
        ? logits[0] : logits[model.positiveIndex] - negatives.reduce(0) { $0 + logits[$1] }
      self = .odds([LogOdds(raw / model.calibration.temperature)])
    case .multiclass:
      let scaled = logits.map { $0 / model.calibration.temperature }
      let sum = LogOdds.logOfSum(scaled)
      self = .classes(scaled.map { $0 - sum })
    case .multilabel:
      self = .odds(zip(logits, model.temperatures).map { LogOdds($0 / $1) })
    }
  }

  /// That of the mean of the probabilities of looks at one picture.
  init(ofMean opinions: [Opinion]) {
    switch opinions.first {
    case .classes(let first):
      let rows = opinions.compactMap { if case .classes(let row) = $0 { row } else { nil } }
      self = .classes(
        first.indices.map { index in LogOdds.logOfSum(rows.map { $0[index] }) - log(Double(rows.count)) })
    case .odds(let first):
      let rows = opinions.compactMap { if case .odds(let row) = $0 { row } else { nil } }
      self = .odds(first.indices.map { index in LogOdds(ofMean: rows.map { $0[index] }) })
    case nil:
      self = .odds([])
    }
  }

  /// It as logits whose temperatures are 1: a single one for two classes, else one for each class or finding.
  var logits: [Float] {
    switch self {
    case .odds(let odds): odds.map { Float($0.value) }
    case .classes(let row): row.map { Float($0) }
    }
  }

  /// Network outputs of a model that say so.
  func logits(of model: ModelMetadata) -> [Float] {
    switch self {
    case .classes(let row):
      return row.map { Float($0 * model.calibration.temperature) }
    case .odds(let odds) where model.task == .multilabel:
      return zip(odds, model.temperatures).map { Float($0.value * $1) }
    case .odds(let odds):
      let raw = Float((odds.first?.value ?? 0) * model.calibration.temperature)
      guard model.network.outputs > 1 else { return [raw] }
      return (0..<model.network.outputs).map { $0 == model.positiveIndex ? raw : 0 }
    }
  }

  /// The calibrated probability of each class or finding; of the positive class alone where there are two.
  fileprivate var probabilities: [Double] {
    switch self {
    case .odds(let odds): odds.map(\.probability)
    case .classes(let row): row.map { exp($0) }
    }
  }
}

extension ScreeningRule {
  /// For each look at a picture the probability that its reading is decided by, where the mean of all says which that is.
  ///
  /// - Parameter mean: That of all looks.
  func decisive(_ opinions: [Opinion], mean: Opinion) -> [Double] {
    let leading = leading(mean.probabilities)
    return opinions.map(\.probabilities).map { $0.count == 1 ? $0[0] : probability($0, leading: leading) }
  }
}
