import Metrics

/// The temperature of a finding, and how far the data fixed it.
struct FindingTemperature {
  let scaling: TemperatureScaling
  /// Where 95 % of resampled patients have it; nil where they fix none.
  let interval: ConfidenceInterval?
}

/// Fits the temperatures of a task: one for classes that exclude each other, one for each finding.
struct TaskCalibration {
  private static let resamples = 200
  private let table: LogitTable
  private let patients: [String]
  private let pictures: Int
  private let isFitted: Bool
  private let bootstrap: Bootstrap

  /// A calibration on logits of samples.
  ///
  /// - Parameters:
  ///   - patients: whose each sample is.
  ///   - pictures: how many samples there are in truth, where some are views of the same.
  ///   - isFitted: whether temperatures are fitted; else they are 1.
  init(on table: LogitTable, patients: [String], pictures: Int, isFitted: Bool, seed: UInt64) {
    self.table = table
    self.patients = patients
    self.pictures = pictures
    self.isFitted = isFitted
    bootstrap = Bootstrap(resamples: Self.resamples, seed: seed)
  }

  /// The temperature of all classes, and that of each of several classes or findings.
  func fitted() throws -> (TemperatureScaling, [FindingTemperature]) {
    guard table.classes.task == .multilabel else {
      let shared = try temperature(table.logits, table.labels, pictures: pictures)
      guard table.classes.task == .multiclass else { return (shared, []) }
      let one = FindingTemperature(scaling: shared, interval: try interval(table.logits, table.labels, patients))
      return (shared, table.classes.names.map { _ in one })
    }
    return (.identity, try table.classes.names.indices.map(finding))
  }

  /// A finding's temperature, on the samples in which its truth is known; 1 where there is none.
  private func finding(_ index: Int) throws -> FindingTemperature {
    let known = table.finding(index)
    guard !known.places.isEmpty else { return FindingTemperature(scaling: .identity, interval: nil) }
    let views = max(1, table.truths.count / max(1, pictures))
    let patients = known.places.map { self.patients[$0] }
    return FindingTemperature(
      scaling: try temperature(known.logits, known.labels, pictures: max(1, known.places.count / views)),
      interval: try interval(known.logits, known.labels, patients))
  }

  private func temperature(
    _ logits: [[Double]], _ labels: [Int], pictures: Int
  ) throws -> TemperatureScaling {
    try isFitted
      ? TemperatureScaling(fitting: logits, labels: labels, pictures: pictures)
      : TemperatureScaling(leaving: logits, labels: labels, pictures: pictures)
  }

  private func interval(
    _ logits: [[Double]], _ labels: [Int], _ patients: [String]
  ) throws -> ConfidenceInterval? {
    guard isFitted else { return nil }
    return try TemperatureScaling.interval(
      fitting: logits, labels: labels, groups: patients, bootstrap: bootstrap)
  }
}
