import Metrics
import Torch

/// What an epoch is judged by: loss and figures on validation data at threshold 0.5, without intervals.
struct EpochMeasurement {
  /// Classes whose AUROC is written for every epoch, at most.
  private static let classLimit = 20

  let loss: Double
  let predictions: TaskPredictions
  /// By their names in reports.
  let figures: [String: Double]

  /// What is watched: the loss, or one of the figures.
  subscript(metric: EarlyStoppingSection.Metric) -> Double? { metric == .loss ? loss : figures[metric.name] }

  /// Measures logits [N, outputs] of samples of which `truths` are true.
  ///
  /// - Parameters:
  ///   - metrics: What early stopping and schedules watch, which is among the figures then.
  ///   - stressed: The same of stressed pictures, whose figures have the names of their metrics.
  /// - Throws: ``LearningError/lossIsNotFinite(epoch:batch:value:)``.
  init(
    _ logits: Tensor, truths: [Truth], objective: Objective,
    watching metrics: [EarlyStoppingSection.Metric], epoch: Int,
    stressed: (logits: Tensor, truths: [Truth])? = nil
  ) throws {
    loss = try withoutGradients { try objective.loss(logits, truths).item() }
    guard loss.isFinite else { throw LearningError.lossIsNotFinite(epoch: epoch, batch: nil, value: loss) }
    let report: EvaluationReport
    (predictions, report) = try Self.measured(logits, truths, objective.classes)
    var figures = Self.figures(of: report)
    for case .figure(let figure) in metrics { figures[figure.rawValue] = report.overall(figure) }
    if let stressed {
      let (_, report) = try Self.measured(stressed.logits, stressed.truths, objective.classes)
      for figure in EarlyStoppingSection.Metric.stressedFigures {
        figures[EarlyStoppingSection.Metric.stressed(figure).name] = report.overall(figure)
      }
    }
    self.figures = figures
  }

  private static func measured(
    _ logits: Tensor, _ truths: [Truth], _ classes: TaskClasses
  ) throws -> (TaskPredictions, EvaluationReport) {
    let predictions = try LogitTable(logits, truths: truths, classes: classes)
      .predictions(groups: nil, temperatures: classes.names.map { _ in 1 })
    let half = classes.task == .binary ? [] : classes.names.map { _ in 0.5 }
    return (predictions, try predictions.report(classes, threshold: 0.5, thresholds: half, bootstrap: nil))
  }

  /// Of two classes the usual figures; of several their means, and the AUROC of each where they are few.
  private static func figures(of report: EvaluationReport) -> [String: Double] {
    switch report {
    case .binary(let report):
      let wanted: [Figure] = [.accuracy, .balancedAccuracy, .auroc, .f1, .sensitivity, .specificity]
      return Dictionary(
        uniqueKeysWithValues: wanted.compactMap { figure in report[figure].map { (figure.rawValue, $0) } })
    case .several(let report):
      let wanted: [SeveralFigure] = [.accuracy, .balancedAccuracy, .macroAUROC, .macroAUPRC, .macroF1]
      var figures = Dictionary(
        uniqueKeysWithValues: wanted.compactMap { figure in report[figure].map { (figure.rawValue, $0) } })
      guard report.classes.count <= classLimit else { return figures }
      for finding in report.perClass { figures["auroc:\(finding.name)"] = finding[.auroc] }
      return figures
    }
  }
}

extension EvaluationReport {
  /// A figure of two classes, or the mean over several classes or findings that corresponds to it.
  func overall(_ figure: Figure) -> Double? {
    switch self {
    case .binary(let report): report[figure]
    case .several(let report): report.overall(figure)
    }
  }
}

extension SeveralReport {
  /// What corresponds to a binary figure: its mean over classes, or the figure of all of them together.
  fileprivate func overall(_ figure: Figure) -> Double? {
    switch figure {
    case .accuracy: self[.accuracy]
    case .balancedAccuracy: self[.balancedAccuracy]
    case .auroc: self[.macroAUROC]
    case .auprc: self[.macroAUPRC]
    case .f1, .macroF1: self[.macroF1]
    case .weightedF1: self[.weightedF1]
    case .precision, .ppv: self[.macroPrecision]
    case .recall, .sensitivity: self[.macroRecall]
    case .brier: self[.brier]
    case .ece: self[.ece]
    case .logLoss: self[.logLoss]
    case .mcc where self[.mcc] != nil: self[.mcc]
    case .specificity, .npv, .mcc:
      perClass.compactMap { $0[figure] }.mean
    }
  }
}

extension [Double] {
  /// The mean; nil without a value.
  fileprivate var mean: Double? { isEmpty ? nil : reduce(0, +) / Double(count) }
}
