public import Metrics
public import Torch

/// The logits of some samples with what is true of them, from which probabilities follow.
public struct LogitTable: Sendable {
  /// [samples][classes]; a single logit z of two classes stands as [0, z] or [z, 0], which a softmax reads the same way.
  public let logits: [[Double]]
  /// What is true of each sample.
  public let truths: [Truth]
  /// What is decided of them.
  public let classes: TaskClasses

  /// A table of logits [samples, outputs].
  public init(_ logits: Tensor, truths: [Truth], classes: TaskClasses) throws {
    let outputs = logits.shape.last ?? 1
    try self.init(logits.floats(), outputs: outputs, truths: truths, classes: classes)
  }

  /// A table of row-major logits, `outputs` a sample.
  public init(_ values: [Float], outputs: Int, truths: [Truth], classes: TaskClasses) {
    logits = stride(from: 0, to: values.count, by: max(1, outputs)).map { start in
      let row = values[start..<min(start + outputs, values.count)].map(Double.init)
      guard classes.task == .binary, row.count == 1, let logit = row.first else { return row }
      return classes.positiveClass == 1 ? [0, logit] : [logit, 0]
    }
    self.truths = truths
    self.classes = classes
  }

  private init(logits: [[Double]], truths: [Truth], classes: TaskClasses) {
    self.logits = logits
    self.truths = truths
    self.classes = classes
  }

  /// Some rows of a table.
  init(_ whole: LogitTable, places: [Int]) {
    self.init(
      logits: places.map { whole.logits[$0] }, truths: places.map { whole.truths[$0] }, classes: whole.classes)
  }

  /// The rows of two tables of the same classes.
  func appending(_ other: LogitTable) -> LogitTable {
    LogitTable(logits: logits + other.logits, truths: truths + other.truths, classes: classes)
  }

  /// The class of each sample; of findings 1 where any is there, else 0.
  var labels: [Int] { truths.map(\.label) }

  /// The logit of a finding on the samples in which its truth is known, as a sigmoid's calibration wants it.
  func finding(_ index: Int) -> (places: [Int], logits: [[Double]], labels: [Int]) {
    let known = truths.indices.compactMap { place in truths[place][index].map { (place, $0) } }
    return (known.map(\.0), known.map { [logits[$0.0][index]] }, known.map { $0.1 ? 1 : 0 })
  }

  // MARK: - Probabilities

  /// Probabilities of all classes or findings.
  ///
  /// - Parameter temperatures: what logits are divided by: one for all classes, or one for each finding.
  func probabilities(_ temperatures: [Double]) -> [[Double]] {
    if classes.task == .multilabel {
      return logits.map { row in
        zip(row, temperatures).map { Probability.softmax([$0], scale: 1 / $1)[1] }
      }
    }
    let scale = 1 / (temperatures.first ?? 1)
    return logits.map { Probability.softmax($0, scale: scale) }
  }

  /// Probabilities of every class after division of the logits by `temperature`, for classes that exclude each other.
  func probabilities(groups: [String]? = nil, temperature: Double) throws -> MulticlassPredictions {
    try MulticlassPredictions(
      probabilities: probabilities([temperature]), labels: labels, classes: classes.names, groups: groups)
  }

  /// Probabilities of the positive class of two after division of the logits by `temperature`.
  public func predictions(groups: [String]?, temperature: Double) throws -> BinaryPredictions {
    let positive = classes.positiveClass
    return try BinaryPredictions(
      scores: probabilities([temperature]).map { $0[positive] }, labels: labels.map { $0 == positive ? 1 : 0 },
      groups: groups)
  }

  /// Probabilities as the task's figures want them.
  ///
  /// - Parameter temperatures: what logits are divided by: one for all classes, or one for each finding.
  func predictions(groups: [String]?, temperatures: [Double]) throws -> TaskPredictions {
    switch classes.task {
    case .binary: .binary(try predictions(groups: groups, temperature: temperatures.first ?? 1))
    case .multiclass: .multiclass(try probabilities(groups: groups, temperature: temperatures.first ?? 1))
    case .multilabel:
      .multilabel(
        try MultilabelPredictions(
          probabilities: probabilities(temperatures),
          labels: truths.map { truth in classes.names.indices.map { truth[$0] } }, names: classes.names,
          groups: groups))
    }
  }
}
