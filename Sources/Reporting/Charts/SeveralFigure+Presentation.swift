public import Metrics

extension SeveralFigure {
  /// The figure's name for people.
  public var title: String {
    switch self {
    case .accuracy: "Accuracy"
    case .balancedAccuracy: "Balanced accuracy"
    case .top2Accuracy: "Top-2 accuracy"
    case .macroAUROC: "Macro AUROC"
    case .microAUROC: "Micro AUROC"
    case .weightedAUROC: "Weighted AUROC"
    case .macroAUPRC: "Macro AUPRC"
    case .microAUPRC: "Micro AUPRC"
    case .weightedAUPRC: "Weighted AUPRC"
    case .macroF1: "Macro F1"
    case .microF1: "Micro F1"
    case .weightedF1: "Weighted F1"
    case .macroPrecision: "Macro precision"
    case .microPrecision: "Micro precision"
    case .weightedPrecision: "Weighted precision"
    case .macroRecall: "Macro recall"
    case .microRecall: "Micro recall"
    case .weightedRecall: "Weighted recall"
    case .pairwiseAUROC: "Pairwise AUROC (Hand and Till)"
    case .logLoss: "Log-loss"
    case .brier: "Brier score"
    case .ece: "ECE"
    case .mcc: "MCC"
    case .kappa: "Cohen's kappa"
    case .hammingLoss: "Hamming loss"
    }
  }
}
