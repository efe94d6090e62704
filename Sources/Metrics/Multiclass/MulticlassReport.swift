/// The figures of a classifier of C classes; undefined figures are nil.
public struct MulticlassReport: Sendable, Equatable {
  /// The figures of one class against the others.
  public struct ClassFigures: Sendable, Equatable, Codable {
    /// The class's name.
    public let name: String
    /// How many cases truly are of it.
    public let n: Int
    /// The share of cases called so that are.
    public let precision: Double?
    /// The share of its cases that are called so.
    public let recall: Double?
    /// F1 of the class.
    public let f1: Double?
    /// AUROC of its probability against all other classes.
    public let auroc: Double?
    /// Average precision of its probability against all other classes.
    public let auprc: Double?
  }

  /// How many cases were measured.
  public let n: Int
  /// A row for each true class, a column for each predicted one.
  public let confusionMatrix: [[Int]]
  /// The share of cases whose most probable class is the true one.
  public let accuracy: Double
  /// The mean recall over classes.
  public let balancedAccuracy: Double?
  /// The mean F1 over classes.
  public let macroF1: Double?
  /// The mean one-versus-rest AUROC over classes.
  public let macroAUROC: Double?
  /// The mean of -log of the probability given to the truth, clipped as scikit-learn clips it.
  public let logLoss: Double
  /// Expected calibration error of the predicted class's probability in 15 bins of equal width (Guo et al., ICML 2017).
  public let ece: Double
  /// The figures of each class.
  public let classes: [ClassFigures]

  /// Measures predictions.
  public init(_ predictions: MulticlassPredictions) throws(MetricsError) {
    let indices = predictions.classes.indices
    let predicted = predictions.predicted
    var matrix = [[Int]](repeating: [Int](repeating: 0, count: indices.count), count: indices.count)
    for (label, guess) in zip(predictions.labels, predicted) { matrix[label][guess] += 1 }
    var classes: [ClassFigures] = []
    for index in indices {
      let right = matrix[index][index]
      let truly = matrix[index].reduce(0, +)
      let called = matrix.reduce(0) { $0 + $1[index] }
      let decisions = ConfusionMatrix(
        trueNegatives: predictions.count - truly - called + right, falsePositives: called - right,
        falseNegatives: truly - right, truePositives: right)
      let ranked = RankedPredictions(try predictions.oneVersusRest(index))
      let scores = ranked.scoreFigures(ranked.once)
      classes.append(
        ClassFigures(
          name: predictions.classes[index], n: truly, precision: decisions.ppv, recall: decisions.sensitivity,
          f1: decisions.f1, auroc: scores.auroc, auprc: scores.auprc))
    }
    let isRight = zip(predictions.labels, predicted).map { $0 == $1 }
    let confidence = try BinaryPredictions(
      scores: zip(predictions.probabilities, predicted).map { $0[$1] }, labels: isRight.map { $0 ? 1 : 0 })
    let losses = zip(predictions.probabilities, predictions.labels).map { Probability.logLoss($0[$1]) }
    n = predictions.count
    confusionMatrix = matrix
    accuracy = Double(isRight.count { $0 }) / Double(predictions.count)
    balancedAccuracy = Self.mean(classes.map(\.recall))
    macroF1 = Self.mean(classes.map(\.f1))
    macroAUROC = Self.mean(classes.map(\.auroc))
    logLoss = losses.reduce(0, +) / Double(predictions.count)
    ece = try ReliabilityDiagram(confidence).ece
    self.classes = classes
  }

  /// The mean, nil where a class has no value.
  private static func mean(_ values: [Double?]) -> Double? {
    let defined = values.compactMap(\.self)
    return defined.count == values.count ? defined.reduce(0, +) / Double(values.count) : nil
  }
}

extension MulticlassReport: Codable {
  private enum CodingKeys: String, CodingKey {
    case n, accuracy, ece, classes
    case confusionMatrix = "confusion_matrix"
    case balancedAccuracy = "balanced_accuracy"
    case macroF1 = "macro_f1"
    case macroAUROC = "macro_auroc"
    case logLoss = "log_loss"
  }
}
