/// How often a decision was right and wrong, by true class.
///
/// A case is called positive when its score is greater than or equal to the threshold. A ratio whose denominator is
/// zero is undefined, hence nil: a set without positives has no sensitivity, not a sensitivity of 0 (scikit-learn puts 0
/// and warns).
public struct ConfusionMatrix: Sendable, Equatable {
  /// Negative cases called negative.
  public let trueNegatives: Int
  /// Negative cases called positive.
  public let falsePositives: Int
  /// Positive cases called negative.
  public let falseNegatives: Int
  /// Positive cases called positive.
  public let truePositives: Int

  /// A matrix from its four counts.
  public init(trueNegatives: Int, falsePositives: Int, falseNegatives: Int, truePositives: Int) {
    self.trueNegatives = trueNegatives
    self.falsePositives = falsePositives
    self.falseNegatives = falseNegatives
    self.truePositives = truePositives
  }

  /// Counts the decisions at a threshold: positive where `score ≥ threshold`.
  public init(_ predictions: BinaryPredictions, threshold: Double) {
    var counts = [0, 0, 0, 0]
    for (score, isPositive) in zip(predictions.scores, predictions.isPositive) {
      counts[(isPositive ? 2 : 0) + (score >= threshold ? 1 : 0)] += 1
    }
    self.init(
      trueNegatives: counts[0], falsePositives: counts[1], falseNegatives: counts[2], truePositives: counts[3])
  }

  /// The same decisions where the negative class counts as positive.
  var mirrored: ConfusionMatrix {
    ConfusionMatrix(
      trueNegatives: truePositives, falsePositives: falseNegatives, falseNegatives: falsePositives,
      truePositives: trueNegatives)
  }

  // MARK: - Totals

  /// All cases.
  public var total: Int { negatives + positives }
  /// Truly negative cases.
  public var negatives: Int { trueNegatives + falsePositives }
  /// Truly positive cases.
  public var positives: Int { falseNegatives + truePositives }
  /// Cases called negative.
  public var calledNegative: Int { trueNegatives + falseNegatives }
  /// Cases called positive.
  public var calledPositive: Int { falsePositives + truePositives }

  // MARK: - Figures

  /// The share of right decisions.
  public var accuracy: Double? { ratio(trueNegatives + truePositives, total) }
  /// The share of positive cases called positive: TP / (TP + FN); recall of the positive class.
  public var sensitivity: Double? { ratio(truePositives, positives) }
  /// The share of negative cases called negative: TN / (TN + FP); recall of the negative class.
  public var specificity: Double? { ratio(trueNegatives, negatives) }
  /// Positive predictive value, TP / (TP + FP), at this set's prevalence; precision of the positive class.
  public var ppv: Double? { ratio(truePositives, calledPositive) }
  /// Negative predictive value, TN / (TN + FN), at this set's prevalence.
  public var npv: Double? { ratio(trueNegatives, calledNegative) }
  /// The F1 score of the positive class, 2 TP / (2 TP + FP + FN): 0, not undefined, where all positives are missed.
  public var f1: Double? { ratio(2 * truePositives, positives + calledPositive) }

  /// The mean of sensitivity and specificity.
  public var balancedAccuracy: Double? {
    guard let sensitivity, let specificity else { return nil }
    return (sensitivity + specificity) / 2
  }

  /// The mean of the F1 scores of both classes.
  public var macroF1: Double? {
    guard let f1, let negative = mirrored.f1 else { return nil }
    return (f1 + negative) / 2
  }

  /// The mean of the F1 scores of both classes by how many cases are of each.
  public var weightedF1: Double? {
    guard total > 0 else { return nil }
    return ClassAverages(weights: [negatives, positives]).weighted([mirrored.f1, f1])
  }

  /// Matthews' correlation coefficient (Matthews 1975), -1 to 1; undefined where a row or a column is all zero.
  public var mcc: Double? {
    guard positives > 0, negatives > 0, calledPositive > 0, calledNegative > 0 else { return nil }
    let numerator =
      Double(truePositives) * Double(trueNegatives) - Double(falsePositives) * Double(falseNegatives)
    let rows = Double(positives) * Double(negatives)
    let columns = Double(calledPositive) * Double(calledNegative)
    return numerator / (rows.squareRoot() * columns.squareRoot())
  }

  private func ratio(_ numerator: Int, _ denominator: Int) -> Double? {
    denominator > 0 ? Double(numerator) / Double(denominator) : nil
  }
}

// MARK: - Codable

extension ConfusionMatrix: Codable {
  /// Counts that are read: so many that sums of them can't overflow.
  static let range = 0...(1 << 31)

  /// Reads `[[TN, FP], [FN, TP]]`.
  public init(from decoder: any Decoder) throws {
    let rows = try [[Int]](from: decoder)
    guard rows.map(\.count) == [2, 2], rows.allSatisfy({ $0.allSatisfy(Self.range.contains) }) else {
      throw DecodingError.dataCorrupted(
        .init(codingPath: decoder.codingPath, debugDescription: "expected [[TN, FP], [FN, TP]]"))
    }
    self.init(
      trueNegatives: rows[0][0], falsePositives: rows[0][1], falseNegatives: rows[1][0], truePositives: rows[1][1])
  }

  /// Writes `[[TN, FP], [FN, TP]]`: a row for each true class, a column for each called one, as scikit-learn does.
  public func encode(to encoder: any Encoder) throws {
    try [[trueNegatives, falsePositives], [falseNegatives, truePositives]].encode(to: encoder)
  }
}
