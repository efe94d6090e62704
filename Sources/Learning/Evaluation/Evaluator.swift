public import Bundles
import Foundation
public import Inference
public import Metrics
import Synchronization

/// Measures a model on a data set with the engine that would serve it.
public struct Evaluator: Sendable {
  private let bundle: ModelBundle
  private let engine: any InferenceEngine
  private let bootstrap: Bootstrap?

  /// An evaluator of `bundle`, run by `engine`.
  public init(_ bundle: ModelBundle, engine: any InferenceEngine, bootstrap: Bootstrap? = Bootstrap()) {
    self.bundle = bundle
    self.engine = engine
    self.bootstrap = bootstrap
  }

  /// What an evaluation found.
  public struct Result: Sendable, Encodable {
    /// The figures.
    public let report: ClassificationReport
    /// What could not be read, by path, with the reason.
    public let unreadable: [(path: String, reason: String)]
    /// The time from the first file to the last logit.
    public let seconds: Double

    /// Images a second.
    public var imagesPerSecond: Double { seconds > 0 ? Double(report.n) / seconds : 0 }

    private enum Key: String, CodingKey {
      case seconds
      case imagesPerSecond = "images_per_second"
    }

    /// The report's keys, and the time.
    public func encode(to encoder: any Encoder) throws {
      try report.encode(to: encoder)
      var container = encoder.container(keyedBy: Key.self)
      try container.encode(seconds, forKey: .seconds)
      try container.encode(imagesPerSecond, forKey: .imagesPerSecond)
    }
  }

  /// Runs the model on all samples.
  ///
  /// - Parameters:
  ///   - threshold: Used in place of the bundle's operating point.
  ///   - progress: Is told how many images are done, from any thread.
  /// - Throws: `DataError.classesOfModelDiffer`, `.noImages`, or `.tooManyUnreadable` if nothing can be read.
  public func evaluate(
    _ dataset: Dataset, threshold: Double? = nil, progress: (@Sendable (Int) -> Void)? = nil
  ) throws -> Result {
    let samples = try dataset.aligned(with: bundle.metadata.classes).samples
    guard !samples.isEmpty else { throw DataError.noImages(folder: dataset.provenance.name) }
    let metadata = bundle.metadata
    let found = Mutex([Swift.Result<Double, any Error>?](repeating: nil, count: samples.count))
    let started = ContinuousClock.now
    ImagePass(engine, metadata.input).forEach(samples.map(\.url), progress: progress) { index, result in
      let score = result.map { Assessment(logits: $0.logits(of: 0), metadata).positiveProbability }
      found.withLock { $0[index] = score }
    }
    let seconds = (ContinuousClock.now - started) / .seconds(1)
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
    guard !kept.isEmpty else {
      throw DataError.tooManyUnreadable(
        count: unreadable.count, total: samples.count,
        examples: unreadable.prefix(3).map { "\($0.path): \($0.reason)" })
    }
    let predictions = try BinaryPredictions(
      scores: scores, labels: kept.map { $0.label == metadata.positiveIndex ? 1 : 0 }, groups: kept.map(\.patient))
    let report = try ClassificationReport(
      predictions, threshold: threshold ?? metadata.operatingPoint.threshold, classes: metadata.classes,
      bootstrap: bootstrap)
    return Result(report: report, unreadable: unreadable, seconds: seconds)
  }
}
