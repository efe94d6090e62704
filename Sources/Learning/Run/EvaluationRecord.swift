import Foundation
import Metrics

/// What a bundle tells programs that draw curves: each epoch, and each case's probability.
///
/// Nothing in it tells who a case is: no file, no patient.
struct EvaluationRecord: Encodable {
  /// A class against the rest, or a finding on the cases in which its truth is known.
  private struct Finding: Encodable {
    let name: String
    let labels: [Int]
    let probabilities: [Double]
  }

  /// One measured part of the data.
  private struct Part: Encodable {
    /// 1 for a positive case, 0 for a negative one.
    let labels: [Int]
    /// The calibrated probability of the positive class; of several classes or findings the score of the screening view.
    let probabilities: [Double]

    /// Each of several classes or findings by itself; nil where there are two classes.
    let findings: [Finding]?

    init(_ measurement: Measurement) {
      labels = measurement.screening?.predictions.isPositive.map { $0 ? 1 : 0 } ?? []
      probabilities = measurement.screening?.predictions.scores ?? []
      findings = measurement.predictions.several.map { several in
        several.names.enumerated().map { index, name in
          let finding = several.finding(index)
          return Finding(
            name: name, labels: finding?.isPositive.map { $0 ? 1 : 0 } ?? [], probabilities: finding?.scores ?? [])
        }
      }
    }
  }

  private let history: [[String: Double]]
  private let validation: Part
  private let test: Part?

  /// The record of a finished training.
  init(_ outcome: RunOutcome) {
    history = outcome.epochs.map(Self.row)
    validation = Part(outcome.validation)
    test = outcome.test.map(Part.init)
  }

  /// The record as a JSON file.
  func encoded() throws -> Data {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys]
    return try encoder.encode(self)
  }

  private enum CodingKeys: String, CodingKey { case history, validation, test }

  /// Writes all three; `test` is null where there is none.
  func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(history, forKey: .history)
    try container.encode(validation, forKey: .validation)
    try container.encode(test, forKey: .test)
  }

  /// An epoch under short names: `val_` is for figures on validation data.
  private static func row(_ epoch: EpochResult) -> [String: Double] {
    var row = [
      "epoch": Double(epoch.epoch), "train_loss": epoch.trainLoss, "val_loss": epoch.validationLoss,
      "learning_rate": epoch.learningRate, "seconds": epoch.seconds, "images_per_second": epoch.imagesPerSecond,
    ]
    row["train_accuracy"] = epoch.trainAccuracy
    for (name, value) in epoch.validation { row["val_\(name)"] = value }
    return row
  }
}
