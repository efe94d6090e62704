/// Split conformal prediction: instead of one class, the set of classes that can't be excluded, which holds the true one
/// with a chosen probability.
///
/// The method is LAC (Sadinle, Lei and Wasserman, "Least ambiguous set-valued classifiers with bounded error levels",
/// JASA 2019; see also Angelopoulos and Bates, arXiv:2107.07511): a case's nonconformity is 1 - the probability of its true
/// class; with n calibration cases, the ⌈(n + 1) coverage⌉-th smallest is the bar q, and a set holds every class whose
/// probability is at least 1 - q. Where new cases are exchangeable with those of calibration (not those the network was
/// trained on, or whose operating point was chosen), the set holds the truth with at least that probability, on average
/// over calibrations. A set of two classes says "uncertain"; an empty one says "like neither".
public struct ConformalPredictor: Sendable, Equatable {
  /// The coverage asked for, such as 0.9.
  public let coverage: Double
  /// A class is in the set where its probability is at least its bar here; 0 where there were too few cases to exclude it.
  public let thresholds: [Double]
  /// How many cases it was calibrated on.
  public let n: Int

  /// Calibrates prediction sets.
  ///
  /// - Parameters:
  ///   - predictions: probabilities and true classes of calibration cases.
  ///   - coverage: the share of sets that shall hold the truth, between 0 and 1.
  ///   - byClass: whether the coverage shall hold within every true class (Vovk's Mondrian sets): sick and healthy alike.
  /// - Throws: `MetricsError.invalidParameter` for a coverage out of range.
  public init(
    calibrating predictions: MulticlassPredictions, coverage: Double, byClass: Bool = false
  ) throws(MetricsError) {
    guard coverage > 0, coverage < 1 else {
      throw .invalidParameter(name: "the coverage", value: coverage, allowed: "between 0 and 1")
    }
    let classes = predictions.classes.indices
    let ofTruth = zip(predictions.probabilities, predictions.labels).map { (label: $1, probability: $0[$1]) }
    thresholds =
      byClass
      ? classes.map { index in
        Self.threshold(ofTruth.filter { $0.label == index }.map(\.probability), coverage)
      }
      : Array(repeating: Self.threshold(ofTruth.map(\.probability), coverage), count: classes.count)
    self.coverage = coverage
    n = predictions.count
  }

  /// The classes that can't be excluded, in their order.
  public func predictionSet(_ probabilities: [Double]) -> [Int] {
    zip(probabilities, thresholds).enumerated().filter { $0.element.0 >= $0.element.1 }.map(\.offset)
  }

  /// The probability of the truth that all but the worst cases reach, 0 where the cases are too few.
  private static func threshold(_ ofTruth: [Double], _ coverage: Double) -> Double {
    // The margin takes back the rounding of the product, as in 0.9 × 10 = 9.000000000000002.
    let rank = Int((Double(ofTruth.count + 1) * coverage - 1e-9).rounded(.up))
    guard rank <= ofTruth.count else { return 0 }
    return ofTruth.sorted(by: >)[max(rank, 1) - 1]
  }
}

extension ConformalPredictor: Codable {}
