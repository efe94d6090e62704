import Metrics

extension Figure {
  /// The figure's name as it stands in tables and legends.
  var title: String {
    switch self {
    case .accuracy: "Accuracy"
    case .balancedAccuracy: "Balanced accuracy"
    case .sensitivity: "Sensitivity"
    case .specificity: "Specificity"
    case .ppv: "PPV"
    case .npv: "NPV"
    case .f1: "F1"
    case .macroF1: "Macro F1"
    case .weightedF1: "Weighted F1"
    case .precision: "Precision"
    case .recall: "Recall"
    case .auroc: "AUROC"
    case .auprc: "AUPRC"
    case .mcc: "MCC"
    case .brier: "Brier score"
    case .ece: "ECE"
    case .logLoss: "Log loss"
    }
  }

  /// Whether the figure judges decisions rather than scores, so that it differs from threshold to threshold.
  var needsThreshold: Bool {
    switch self {
    case .auroc, .auprc, .brier, .ece, .logLoss: false
    default: true
    }
  }
}
