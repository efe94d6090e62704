/// A figure that judges a binary classifier; the raw value is its key in JSON.
public enum Figure: String, CaseIterable, Codable, Sendable {
  /// The share of right decisions.
  case accuracy
  /// The mean of sensitivity and specificity.
  case balancedAccuracy = "balanced_accuracy"
  /// The share of positive cases called positive.
  case sensitivity
  /// The share of negative cases called negative.
  case specificity
  /// Positive predictive value at the prevalence of the set measured.
  case ppv
  /// Negative predictive value at the prevalence of the set measured.
  case npv
  /// F1 of the positive class.
  case f1
  /// The mean of the F1 scores of both classes.
  case macroF1 = "macro_f1"
  /// The mean of the F1 scores of both classes by how many cases are of each.
  case weightedF1 = "weighted_f1"
  /// Precision of the positive class: the same as `ppv`, under the name of the machine-learning literature.
  case precision
  /// Recall of the positive class: the same as `sensitivity`.
  case recall
  /// Area under the ROC curve: the chance that a positive case scores above a negative one, ties counting one half.
  case auroc
  /// Average precision: Σ (Rₖ - Rₖ₋₁) Pₖ, without interpolation, as scikit-learn's `average_precision_score`.
  case auprc
  /// Matthews' correlation coefficient.
  case mcc
  /// The mean squared difference of probability and label (Brier 1950).
  case brier
  /// Expected calibration error of the positive class's probability in 15 bins of equal width; see
  /// `ReliabilityDiagram`.
  case ece
  /// The mean of -log of the probability given to the truth, clipped to [2⁻⁵², 1 - 2⁻⁵²] as scikit-learn does.
  case logLoss = "log_loss"

  /// The figure's value, nil where it is undefined.
  func value(_ confusion: ConfusionMatrix, _ scores: ScoreFigures) -> Double? {
    switch self {
    case .accuracy: confusion.accuracy
    case .balancedAccuracy: confusion.balancedAccuracy
    case .sensitivity, .recall: confusion.sensitivity
    case .specificity: confusion.specificity
    case .ppv, .precision: confusion.ppv
    case .npv: confusion.npv
    case .f1: confusion.f1
    case .macroF1: confusion.macroF1
    case .weightedF1: confusion.weightedF1
    case .mcc: confusion.mcc
    case .auroc: scores.auroc
    case .auprc: scores.auprc
    case .brier: scores.brier
    case .ece: scores.ece
    case .logLoss: scores.logLoss
    }
  }
}
