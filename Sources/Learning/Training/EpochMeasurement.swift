import Metrics
import Torch

/// What an epoch is judged by: loss and figures on validation data at threshold 0.5, without intervals.
struct EpochMeasurement {
  let loss: Double
  let predictions: BinaryPredictions
  /// By their names in reports.
  let figures: [String: Double]
  /// The figure that early stopping and schedules watch; the loss where the recipe names none.
  let watched: Double?

  /// Measures logits [N, outputs] of samples with the classes `labels`.
  ///
  /// - Throws: ``LearningError/lossIsNotFinite(epoch:batch:value:)``.
  init(
    _ logits: Tensor, labels: [Int], objective: Objective, watching metric: EarlyStoppingSection.Metric, epoch: Int
  ) throws {
    loss = try withoutGradients { try objective.loss(logits, labels).item() }
    guard loss.isFinite else { throw LearningError.lossIsNotFinite(epoch: epoch, batch: nil, value: loss) }
    predictions = try LogitTable(logits, labels: labels, positiveClass: objective.positiveClass)
      .predictions(groups: nil, temperature: 1)
    let report = try ClassificationReport(predictions, threshold: 0.5, bootstrap: nil)
    var wanted: [Figure] = [.accuracy, .balancedAccuracy, .auroc, .f1, .sensitivity, .specificity]
    if case .figure(let figure) = metric, !wanted.contains(figure) { wanted.append(figure) }
    figures = Dictionary(
      uniqueKeysWithValues: wanted.compactMap { figure in
        report[figure].map { (figure.rawValue, $0) }
      })
    watched = metric == .loss ? loss : figures[metric.name]
  }
}
