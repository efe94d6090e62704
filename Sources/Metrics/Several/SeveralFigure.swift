/// A figure that judges a classifier of several classes or findings as a whole; the raw value is its key in JSON.
///
/// **Macro** is the mean over classes, **weighted** the mean by their positive cases, **micro** the figure of all (case,
/// class) pairs taken together. Both means leave out a class that has no value, as scikit-learn does with
/// `zero_division=nan`, and are undefined where none has one. F1, precision and recall follow from the decisions: for
/// several classes the most probable one, for findings each at its own threshold.
public enum SeveralFigure: String, CaseIterable, Codable, Sendable {
  /// The share of right decisions; for findings subset accuracy, the share of fully known cases with every finding right.
  case accuracy
  /// The mean recall over classes; for findings the mean of their balanced accuracies.
  case balancedAccuracy = "balanced_accuracy"
  /// The share of cases whose true class is one of the two most probable ones, the first of equals; classes only.
  case top2Accuracy = "top2_accuracy"
  /// The mean AUROC of each class against the rest, or of each finding.
  case macroAUROC = "macro_auroc"
  /// AUROC of all pairs of case and class.
  case microAUROC = "micro_auroc"
  /// AUROC, weighted.
  case weightedAUROC = "weighted_auroc"
  /// Average precision, the mean over classes.
  case macroAUPRC = "macro_auprc"
  /// Average precision of all pairs of case and class.
  case microAUPRC = "micro_auprc"
  /// Average precision, weighted.
  case weightedAUPRC = "weighted_auprc"
  /// F1, the mean over classes.
  case macroF1 = "macro_f1"
  /// F1 of all decisions together.
  case microF1 = "micro_f1"
  /// F1, weighted.
  case weightedF1 = "weighted_f1"
  /// Precision (PPV), the mean over classes.
  case macroPrecision = "macro_precision"
  /// Precision of all decisions together.
  case microPrecision = "micro_precision"
  /// Precision, weighted.
  case weightedPrecision = "weighted_precision"
  /// Recall (sensitivity), the mean over classes.
  case macroRecall = "macro_recall"
  /// Recall of all decisions together.
  case microRecall = "micro_recall"
  /// Recall, weighted.
  case weightedRecall = "weighted_recall"
  /// The mean AUROC over all pairs of classes, M of Hand and Till (Machine Learning 2001), which doesn't depend on how
  /// frequent they are; classes only.
  case pairwiseAUROC = "pairwise_auroc"
  /// The mean of -log of the probability given to the truth, clipped to [2⁻⁵², 1 - 2⁻⁵²]: over cases, or over all known
  /// labels of findings.
  case logLoss = "log_loss"
  /// The squared difference of probabilities and truth: its sum over classes, 0 to 2, as Brier (1950) has it, or its mean
  /// over all known labels of findings.
  case brier
  /// Expected calibration error in 15 bins of equal width: of the predicted class's probability (Guo et al., ICML 2017),
  /// or the mean over findings of theirs.
  case ece
  /// Matthews' correlation coefficient of several classes (Gorodkin, Computational Biology and Chemistry 2004).
  case mcc
  /// Agreement beyond chance (Cohen, Educational and Psychological Measurement 1960); classes only.
  case kappa
  /// The share of known labels that are decided wrongly; findings only.
  case hammingLoss = "hamming_loss"
}
