import Bundles
import Datasets
import Inference
import Metrics
import Synchronization

/// What a model says of each readable sample: the calibrated probability of being positive, or of several classes or findings
/// the score of the screening view, whether anything is found.
struct ScoreTable {
  /// The samples that could be read.
  let samples: [Sample]
  /// A probability or score for each of ``samples``.
  let scores: [Double]
  /// The logits of each of ``samples``, where there are more than two classes.
  private let logits: [[Float]]
  /// Why each of ``samples`` is to be doubted; empty unless that was asked for.
  let doubts: [PictureDoubt]
  /// What could not be read, by path, with the reason.
  let unreadable: [(path: String, reason: String)]
  private let classes: TaskClasses
  private let temperatures: [Double]
  private let thresholds: [Double]

  /// Runs a model over samples whose labels are in the order of its classes.
  init(
    _ samples: [Sample], model: ModelMetadata, engine: any InferenceEngine, progress: (@Sendable (Int) -> Void)? = nil
  ) {
    self = Self.tables(samples, .whole, model: model, engine: engine, progress: progress)[0]
  }

  /// Runs a model over several views of each sample, every file being decoded once.
  ///
  /// - Parameter doubting: What tells whether a view is to be doubted.
  /// - Returns: A table a view, of which there is at least one.
  static func tables(
    _ samples: [Sample], _ views: PictureViews, model: ModelMetadata, engine: any InferenceEngine,
    doubting: PictureDoubt.Judge? = nil, progress: (@Sendable (Int) -> Void)? = nil
  ) -> [ScoreTable] {
    let pass = ImagePass(engine, model.input, wanted: doubting?.wanted ?? [])
    let keepsLogits = model.task != .binary
    let found = Mutex([Result<Entry, any Error>?](repeating: nil, count: views.count * samples.count))
    pass.forEach(samples.map(\.url), views, progress: progress) { index, view, result in
      let entry = result.map {
        Entry(
          score: Assessment(logits: $0.logits, model).positiveProbability,
          logits: keepsLogits ? Array($0.logits) : [], doubt: doubting?.doubt(of: $0))
      }
      found.withLock { $0[view * samples.count + index] = entry }
    }
    let entries = found.withLock(\.self)
    return (0..<views.count).map {
      ScoreTable(samples, entries[$0 * samples.count..<($0 + 1) * samples.count], model)
    }
  }

  /// What is kept of one view of a sample.
  private struct Entry: Sendable {
    let score: Double
    let logits: [Float]
    let doubt: PictureDoubt?
  }

  private init(_ samples: [Sample], _ entries: ArraySlice<Result<Entry, any Error>?>, _ model: ModelMetadata) {
    let read = ReadSamples(samples, entries)
    self.samples = read.samples
    scores = read.values.map(\.score)
    logits = read.values.map(\.logits)
    doubts = read.values.compactMap(\.doubt)
    unreadable = read.unreadable
    classes = TaskClasses(model)
    temperatures = model.temperatures
    thresholds = model.thresholds
  }

  /// Whether anything is found, on the samples of which that is known.
  ///
  /// - Throws: `DataError.tooManyUnreadable` if nothing could be read, `MetricsError.empty` where it is known of none.
  func screening() throws -> Screened {
    try requireReadable()
    let known = samples.indices.compactMap { index in classes.isPositive(samples[index].truth).map { (index, $0) } }
    let read = known.map { samples[$0.0] }
    return Screened(
      samples: read,
      predictions: try BinaryPredictions(
        scores: known.map { scores[$0.0] }, labels: known.map { $0.1 ? 1 : 0 }, groups: read.map(\.patient)))
  }

  /// Probabilities with what is true, as the figures of the task want them.
  ///
  /// - Throws: `DataError.tooManyUnreadable` if nothing could be read.
  func predictions() throws -> TaskPredictions {
    guard classes.task != .binary else { return .binary(try screening().predictions) }
    try requireReadable()
    return try LogitTable(
      logits.flatMap(\.self), outputs: classes.names.count, truths: samples.map(\.truth), classes: classes
    ).predictions(groups: samples.map(\.patient), temperatures: temperatures)
  }

  /// The figures at the model's operating points.
  ///
  /// - Parameter threshold: that of the screening view, or of the positive class of two.
  func report(threshold: Double, bootstrap: Bootstrap?) throws -> EvaluationReport {
    try predictions().report(classes, threshold: threshold, thresholds: thresholds, bootstrap: bootstrap)
  }

  private func requireReadable() throws {
    guard samples.isEmpty else { return }
    throw DataError.tooManyUnreadable(
      count: unreadable.count, total: unreadable.count,
      examples: unreadable.prefix(3).map { "\($0.path): \($0.reason)" })
  }
}
