import Foundation
import Metrics

/// The random tables that `Goldens/make_several.py` measures by scikit-learn, drawn in the same way.
struct SeveralTable {
  let predictions: Predictions
  let thresholds: [Double]

  enum Predictions {
    case classes(MulticlassPredictions)
    case findings(MultilabelPredictions)
  }

  static let count = 1000

  /// Table `number`: several classes where it is even, findings where it is odd.
  init(_ number: Int) throws {
    var generator = SplitMix64(seed: 17, stream: UInt64(number))
    func below(_ bound: Int) -> Int { Int(generator.next() % UInt64(bound)) }
    let (columns, n, grain) = (2 + below(5), 3 + below(48), [3, 10, 1000][below(3)])
    thresholds = (0..<columns).map { _ in Double(1 + below(grain - 1)) / Double(grain) }
    let names = (0..<columns).map { "class \($0)" }
    var probabilities: [[Double]] = []
    if number.isMultiple(of: 2) {
      let present = 1 + below(columns)
      var labels: [Int] = []
      for _ in 0..<n {
        let label = below(present)
        var weights = (0..<columns).map { _ in below(grain + 1) }
        weights[label] += below(grain + 1)
        if weights.allSatisfy({ $0 == 0 }) { weights[below(columns)] = 1 }
        let sum = weights.reduce(0, +)
        probabilities.append(weights.map { Double($0) / Double(sum) })
        labels.append(label)
      }
      predictions = .classes(
        try MulticlassPredictions(probabilities: probabilities, labels: labels, classes: names))
    } else {
      let hidden = (0..<columns).map { _ in [0, 2, 6, 10][below(4)] }
      let rare = (0..<columns).map { _ in 1 + below(9) }
      var labels: [[Bool?]] = []
      for _ in 0..<n {
        var (row, truths): ([Double], [Bool?]) = ([], [])
        for column in 0..<columns {
          let isPresent = below(10) < rare[column]
          let (a, b) = (below(grain + 1), below(grain + 1))
          row.append(Double(isPresent ? max(a, b) : min(a, b)) / Double(grain))
          truths.append(below(10) < hidden[column] ? nil : isPresent)
        }
        probabilities.append(row)
        labels.append(truths)
      }
      predictions = .findings(
        try MultilabelPredictions(probabilities: probabilities, labels: labels, names: names))
    }
  }

  /// The report, without intervals unless told.
  func report(bootstrap: Bootstrap? = nil) throws -> SeveralReport {
    switch predictions {
    case .classes(let predictions):
      try SeveralReport(multiclass: predictions, thresholds: thresholds, screening: nil, bootstrap: bootstrap)
    case .findings(let predictions):
      try SeveralReport(multilabel: predictions, thresholds: thresholds, screening: nil, bootstrap: bootstrap)
    }
  }
}
