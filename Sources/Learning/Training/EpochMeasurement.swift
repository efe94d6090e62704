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

  /// Measures logits [N, outputs] of samples of which `truths` are true.
  ///
  /// - Parameter stressed: The same of stressed pictures, whose figures have the names of their metrics.
  /// - Throws: ``LearningError/lossIsNotFinite(epoch:batch:value:)``.
  init(
    _ logits: Tensor, truths: [Truth], objective: Objective, watching metric: EarlyStoppingSection.Metric, epoch: Int,
    stressed: (logits: Tensor, truths: [Truth])? = nil
  ) throws {
    loss = try withoutGradients { try objective.loss(logits, truths).item() }
    guard loss.isFinite else { throw LearningError.lossIsNotFinite(epoch: epoch, batch: nil, value: loss) }
    predictions = try LogitTable(logits, labels: truths.map(\.label), positiveClass: objective.positiveClass)
      .predictions(groups: nil, temperature: 1)
    let report = try ClassificationReport(predictions, threshold: 0.5, bootstrap: nil)
    var wanted: [Figure] = [.accuracy, .balancedAccuracy, .auroc, .f1, .sensitivity, .specificity]
    if case .figure(let figure) = metric, !wanted.contains(figure) { wanted.append(figure) }
    var figures = Dictionary(
      uniqueKeysWithValues: wanted.compactMap { figure in
        report[figure].map { (figure.rawValue, $0) }
      })
    if let stressed {
      let table = try LogitTable(
        stressed.logits, labels: stressed.truths.map(\.label), positiveClass: objective.positiveClass)
      let report = try ClassificationReport(
        table.predictions(groups: nil, temperature: 1), threshold: 0.5, bootstrap: nil)
      for figure in EarlyStoppingSection.Metric.stressedFigures {
        figures[EarlyStoppingSection.Metric.stressed(figure).name] = report[figure]
      }
    }
    self.figures = figures
    watched = metric == .loss ? loss : figures[metric.name]
  }
}
