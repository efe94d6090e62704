/// Means over classes of what each has, and figures of all decisions together.
struct ClassAverages {
  /// How many positive cases each class has.
  private let weights: [Int]

  init(weights: [Int]) { self.weights = weights }

  /// The mean of the classes that have a value; nil where none has.
  static func macro(_ values: [Double?]) -> Double? {
    let defined = values.compactMap(\.self)
    return defined.isEmpty ? nil : defined.reduce(0, +) / Double(defined.count)
  }

  /// The mean by positive cases of the classes that have a value; nil where they have no case.
  func weighted(_ values: [Double?]) -> Double? {
    var (sum, total) = (0.0, 0)
    for case (let value?, let weight) in zip(values, weights) {
      sum += value * Double(weight)
      total += weight
    }
    return total > 0 ? sum / Double(total) : nil
  }

  /// The decisions of all classes together.
  static func micro(_ decisions: [ConfusionMatrix]) -> ConfusionMatrix {
    ConfusionMatrix(
      trueNegatives: decisions.reduce(0) { $0 + $1.trueNegatives },
      falsePositives: decisions.reduce(0) { $0 + $1.falsePositives },
      falseNegatives: decisions.reduce(0) { $0 + $1.falseNegatives },
      truePositives: decisions.reduce(0) { $0 + $1.truePositives })
  }
}
