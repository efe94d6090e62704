import Bundles
import Datasets
import Inference
import Metrics
import Radiograph
import Synchronization

/// The calibrated probability that a model gives each readable sample of being positive.
struct ScoreTable {
  /// The samples that could be read.
  let samples: [Sample]
  /// A probability for each of ``samples``.
  let scores: [Double]
  /// What could not be read, by path, with the reason.
  let unreadable: [(path: String, reason: String)]
  private let positiveClass: Int

  /// Runs a model over samples whose labels are in the order of its classes.
  ///
  /// - Parameter change: makes another picture of each, with its place among the samples, before it is prepared.
  init(
    _ samples: [Sample], model: ModelMetadata, engine: any InferenceEngine, progress: (@Sendable (Int) -> Void)? = nil,
    change: (@Sendable (Radiograph, Int) throws -> Radiograph)? = nil
  ) {
    let found = Mutex([Result<Double, any Error>?](repeating: nil, count: samples.count))
    ImagePass(engine, model.input, change: change).forEach(samples.map(\.url), progress: progress) { index, result in
      let score = result.map { Assessment(logits: $0.logits(of: 0), model).positiveProbability }
      found.withLock { $0[index] = score }
    }
    var scores: [Double] = []
    var kept: [Sample] = []
    var unreadable: [(path: String, reason: String)] = []
    for (sample, score) in zip(samples, found.withLock(\.self)) {
      switch score {
      case .success(let score):
        scores.append(score)
        kept.append(sample)
      case .failure(let error): unreadable.append((sample.path, "\(error)"))
      case nil: unreadable.append((sample.path, "it was not reached"))
      }
    }
    self.samples = kept
    self.scores = scores
    self.unreadable = unreadable
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
