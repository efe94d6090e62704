import Bundles
import Datasets
import Inference
import Metrics
import Synchronization

/// The calibrated probability that a model gives each readable sample of being positive.
struct ScoreTable {
  /// The samples that could be read.
  let samples: [Sample]
  /// A probability for each of ``samples``.
  let scores: [Double]
  /// Why each of ``samples`` is to be doubted; empty unless that was asked for.
  let doubts: [PictureDoubt]
  /// What could not be read, by path, with the reason.
  let unreadable: [(path: String, reason: String)]
  private let positiveClass: Int

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
    let found = Mutex([Result<Entry, any Error>?](repeating: nil, count: views.count * samples.count))
    pass.forEach(samples.map(\.url), views, progress: progress) { index, view, result in
      let entry = result.map {
        Entry(score: Assessment(logits: $0.logits, model).positiveProbability, doubt: doubting?.doubt(of: $0))
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
    let doubt: PictureDoubt?
  }

  private init(_ samples: [Sample], _ entries: ArraySlice<Result<Entry, any Error>?>, _ model: ModelMetadata) {
    let read = ReadSamples(samples, entries)
    self.samples = read.samples
    scores = read.values.map(\.score)
    doubts = read.values.compactMap(\.doubt)
    unreadable = read.unreadable
    positiveClass = model.positiveIndex
  }

  /// Scores with labels and patients, to be measured.
  ///
  /// - Throws: `DataError.tooManyUnreadable` if nothing could be read.
  func predictions() throws -> BinaryPredictions {
    guard !samples.isEmpty else {
      throw DataError.tooManyUnreadable(
        count: unreadable.count, total: unreadable.count,
        examples: unreadable.prefix(3).map { "\($0.path): \($0.reason)" })
    }
    return try BinaryPredictions(
      scores: scores, labels: samples.map { $0.label == positiveClass ? 1 : 0 }, groups: samples.map(\.patient))
  }
}
