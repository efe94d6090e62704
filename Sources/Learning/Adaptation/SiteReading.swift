import Bundles
import Datasets
import Inference
import Metrics
import Synchronization

/// What a model's network says of a site's pictures, before temperature and threshold.
struct SiteReading {
  /// The pictures that could be read; their samples are in the order of ``logits``.
  let dataset: Dataset
  /// Their logits.
  let logits: LogitTable

  /// Whose each picture is.
  var patients: [String] { dataset.samples.map(\.patient) }

  /// Runs a network over samples whose labels are in the order of the model's classes.
  ///
  /// - Parameter observer: Is told of progress, and of what can't be read.
  init(
    _ dataset: Dataset, model: ModelMetadata, engine: any InferenceEngine, title: String,
    observer: @escaping @Sendable (TrainingEvent) -> Void
  ) {
    let samples = dataset.samples
    let found = Mutex([Result<[Float], any Error>?](repeating: nil, count: samples.count))
    ImagePass(engine, model.input).forEach(
      samples.map(\.url), progress: { observer(.progress(title: title, done: $0, total: samples.count)) }
    ) { index, result in
      let logits = result.map { Array($0.logits(of: 0)) }
      found.withLock { $0[index] = logits }
    }
    let read = ReadSamples(samples, found.withLock(\.self))
    for (path, reason) in read.unreadable { observer(.note("\(path) can't be read: \(reason)")) }
    self.dataset = dataset.replacing(samples: read.samples)
    logits = LogitTable(
      read.values.flatMap(\.self), outputs: model.network.outputs, truths: read.samples.map(\.truth),
      classes: TaskClasses(model))
  }

  /// Refuses a site with too few pictures, or too few of a class.
  ///
  /// - Throws: ``AdaptationError``.
  func check(isLabelled: Bool) throws {
    let count = dataset.samples.count
    guard count >= SiteAdaptation.pictureMinimum else {
      throw AdaptationError.tooFewPictures(found: count, needed: SiteAdaptation.pictureMinimum)
    }
    // A finding may be rare: where its cases fix no temperature or threshold, it has the usual ones.
    guard isLabelled, dataset.task != .multilabel else { return }
    for (index, name) in dataset.classes.enumerated() {
      let found = dataset.samples.count { $0.label == index }
      guard found >= SiteAdaptation.classMinimum else {
        throw AdaptationError.tooFewOfAClass(name, found: found, needed: SiteAdaptation.classMinimum)
      }
    }
  }

  /// Some of the pictures' logits.
  func part(_ isIncluded: (Int) -> Bool) -> (table: LogitTable, patients: [String]) {
    let places = dataset.samples.indices.filter(isIncluded)
    return (
      LogitTable(logits, places: places), places.map { dataset.samples[$0].patient }
    )
  }
}
