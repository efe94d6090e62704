/// How prediction sets did on cases they were not calibrated on.
public struct ConformalReport: Sendable, Equatable {
  /// The coverage asked for.
  public let target: Double
  /// How many cases were measured.
  public let n: Int
  /// The share of sets that hold the true class.
  public let coverage: Double
  /// Wilson's 95 % interval of that share, cases taken as independent.
  public let interval: ConfidenceInterval
  /// The same share within each true class, nil for a class without cases.
  public let coverageByClass: [Double?]
  /// The mean number of classes in a set.
  public let meanSize: Double
  /// How many sets have 0, 1, … all classes.
  public let sizes: [Int]

  /// Measures prediction sets.
  ///
  /// - Throws: `MetricsError.lengthMismatch` where the classes are not those of calibration.
  public init(_ predictor: ConformalPredictor, on predictions: MulticlassPredictions) throws(MetricsError) {
    let classes = predictions.classes.count
    guard predictor.thresholds.count == classes else {
      throw .lengthMismatch(what: "classes", expected: predictor.thresholds.count, found: classes)
    }
    var sizes = [Int](repeating: 0, count: classes + 1)
    var (held, total) = ([Int](repeating: 0, count: classes), [Int](repeating: 0, count: classes))
    for (row, label) in zip(predictions.probabilities, predictions.labels) {
      let set = predictor.predictionSet(row)
      sizes[set.count] += 1
      total[label] += 1
      held[label] += set.contains(label) ? 1 : 0
    }
    let share = try Proportion(successes: held.reduce(0, +), trials: predictions.count)
    target = predictor.coverage
    n = predictions.count
    coverage = share.value
    interval = try share.wilson()
    coverageByClass = zip(held, total).map { $1 > 0 ? Double($0) / Double($1) : nil }
    meanSize = Double(sizes.enumerated().reduce(0) { $0 + $1.offset * $1.element }) / Double(predictions.count)
    self.sizes = sizes
  }
}

extension ConformalReport: Codable {
  private enum CodingKeys: String, CodingKey {
    case target, n, coverage, interval, sizes
    case coverageByClass = "coverage_by_class"
    case meanSize = "mean_size"
  }
}
