public import Metrics
public import Torch

/// The logits of some samples with their true classes, from which probabilities follow.
public struct LogitTable: Sendable {
  /// [samples][classes]; a single logit z of a sigmoid stands as [0, z] or [z, 0], which a softmax reads the same way.
  public let logits: [[Double]]
  /// The true class of each sample.
  public let labels: [Int]
  /// The index of the class that counts as positive.
  public let positiveClass: Int

  /// A table of logits [samples, outputs].
  public init(_ logits: Tensor, labels: [Int], positiveClass: Int) throws {
    let outputs = logits.shape.last ?? 1
    try self.init(logits.floats(), outputs: outputs, labels: labels, positiveClass: positiveClass)
  }

  /// A table of row-major logits, `outputs` a sample.
  public init(_ values: [Float], outputs: Int, labels: [Int], positiveClass: Int) {
    logits = stride(from: 0, to: values.count, by: max(1, outputs)).map { start in
      let row = values[start..<min(start + outputs, values.count)].map(Double.init)
      guard row.count == 1, let logit = row.first else { return row }
      return positiveClass == 1 ? [0, logit] : [logit, 0]
    }
    self.labels = labels
    self.positiveClass = positiveClass
  }

  /// Some rows of a table.
  init(_ whole: LogitTable, places: [Int]) {
    logits = places.map { whole.logits[$0] }
    labels = places.map { whole.labels[$0] }
    positiveClass = whole.positiveClass
  }

  /// Probabilities of every class after division of the logits by `temperature`.
  func probabilities(classes: [String], temperature: Double) throws -> MulticlassPredictions {
    try MulticlassPredictions(
      probabilities: logits.map { Probability.softmax($0, scale: 1 / temperature) }, labels: labels, classes: classes)
  }

  /// Probabilities of the positive class after division of the logits by `temperature`.
  public func predictions(groups: [String]?, temperature: Double) throws -> BinaryPredictions {
    try BinaryPredictions(
      scores: logits.map { Probability.softmax($0, scale: 1 / temperature)[positiveClass] },
      labels: labels.map { $0 == positiveClass ? 1 : 0 }, groups: groups)
  }
}
