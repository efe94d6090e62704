import Backbones
import Bundles
import Datasets
import Foundation
import Inference
import Radiograph
import Stress
import Torch

/// The data of a run in the form that a network takes, made when it is first wanted: features of a frozen backbone, or
/// images.
struct TrainingMaterial {
  let dataset: Dataset
  private let recipe: Recipe
  private let ranks: Ranks
  private let observer: @Sendable (TrainingEvent) -> Void
  private var images: ImageStore?
  /// Features, and the precision of the training part's, until the backbone learns.
  private var features: (table: FeatureTable, precision: Precision)?
  private var stressed: ImageStore?

  init(
    _ dataset: Dataset, recipe: Recipe, ranks: Ranks, observer: @escaping @Sendable (TrainingEvent) -> Void
  ) {
    self.dataset = dataset
    self.recipe = recipe
    self.ranks = ranks
    self.observer = observer
  }

  /// What a stage learns from.
  ///
  /// Where the backbone is frozen and images are not varied, each image would give the same features in every epoch: they
  /// are computed once, those of the training part in the stage's precision. Features that something is chosen by or
  /// measured with are always those of the model as it will be used, in f32.
  mutating func parts(for stage: TrainingStage, of classifier: Classifier) throws -> TrainingParts {
    let device = classifier.store.device
    guard stage.learnsFromFeatures(of: classifier.architecture) else {
      features = nil
      let store = try images(beforeLungs: stage.augment.isBeforeLungs)
      return TrainingParts(
        input: .images, samples: store.samples,
        training: part(
          try ImageBatches(
            store, split: .train, augment: stage.augment, seed: stage.train.seed,
            views: stage.train.consistency == nil ? 1 : 2, on: device)),
        validation: part(try ImageBatches(store, split: .validation, on: device)),
        test: hasTest(store.samples) ? part(try ImageBatches(store, split: .test, on: device)) : nil,
        stressed: stage.train.metricUnderStress != nil ? try stressedPart(on: device) : nil)
    }
    let table = try table(in: stage.train.precision.ofFeatures, from: classifier)
    return try TrainingParts(
      input: .features, samples: table.samples, training: table.part(.train, on: device),
      validation: table.part(.validation, on: device),
      test: hasTest(table.samples) ? table.part(.test, on: device) : nil, stressed: nil)
  }

  /// The precision that a trial on this machine finds for a stage.
  func precision(for stage: TrainingStage, of classifier: Classifier) throws -> TrainSection.Precision {
    guard let size = recipe.input.inputSize else { throw LearningError.inputSizeUnknown }
    guard stage.learnsFromFeatures(of: classifier.architecture) else {
      return try PrecisionTrial.onImages(like: classifier, of: size, stage.train)
    }
    let samples = Self.spread(dataset.samples(in: .train), Self.trialCount)
    let engines = try engines(for: classifier)
    return try PrecisionTrial.onFeatures((engines(.f32), engines(.bf16))) { engine in
      try FeatureTable(samples, engine: engine, preprocessing: recipe.input, observer: { _ in })
    }
  }

  /// The images of all samples, those of the training part as they are before their lungs are outlined where that is wanted.
  private mutating func images(beforeLungs: Bool) throws -> ImageStore {
    let parts = beforeLungs ? PartedPreprocessing(beforeLungsOf: recipe.input) : nil
    if let images, images.parts == parts { return images }
    images = nil
    let store = try ImageStore(
      dataset.samples, preprocessing: recipe.input, parts: parts, ranks: ranks, observer: observer)
    note(store.unreadable)
    images = store
    return store
  }

  /// Validation pictures under the light battery, stressed once.
  mutating func stressedPart(on device: Device) throws -> DataPart {
    let store =
      try stressed
      ?? StressedPictures.store(
        of: dataset.samples(in: .validation), preprocessing: recipe.input, seed: recipe.plan[0].train.seed,
        ranks: ranks, observer: observer)
    stressed = store
    return part(try ImageBatches(store, split: .validation, on: device))
  }

  /// The features of all samples, with those of the training part in a precision.
  private mutating func table(in precision: Precision, from classifier: Classifier) throws -> FeatureTable {
    if let features, features.precision == precision { return features.table }
    let table = try extract(dataset.samples, from: classifier, training: precision, ranks: ranks)
    features = (table, precision)
    return table
  }

  /// What tells pictures that are unlike the training images, by the features that the trained backbone gives.
  ///
  /// Its threshold is found on validation images of which every second one is changed as films of other units differ, so
  /// that the ordinary is not unlike.
  func outOfDistributionDetector(for classifier: Classifier) throws -> OutOfDistributionDetector? {
    // Where the backbone has learnt, the features are new, and a sample of them has to do.
    let table =
      try features?.table
      ?? extract(
        [Split.train, .validation].flatMap { Self.spread(dataset.samples(in: $0)) }, from: classifier)
    let held = Self.spread(table.samples.filter { $0.split == .validation })
    let plain = Set(stride(from: 0, to: held.count, by: 2).map { held[$0].path })
    let others = stride(from: 1, to: held.count, by: 2).map { held[$0] }
    let changed = others.isEmpty ? [] : try extract(others, from: classifier, change: ordinaryChange).values
    return OutOfDistributionDetector(
      training: table.values(of: .train), validation: table.values { plain.contains($0.path) } + changed,
      width: table.width)
  }

  /// What makes of pictures, in turn, such as another unit might have made: the milder half of the light battery, but for
  /// noise, which would widen the limit so far that X-rays on their side passed.
  private var ordinaryChange: @Sendable (Radiograph, Int) throws -> Radiograph {
    let cells = StressBattery.light.cells.filter { $0.severity == 2 && $0.kind != .gaussianNoise }
    let (size, seed) = (recipe.input.inputSize, recipe.train.seed)
    return { picture, index in
      try cells[index % cells.count].apply(to: picture.scaledDown(to: size), seed: seed, index: index)
    }
  }

  /// How bright the training images are as the network gets them, on a sample of them.
  func inputLevel() -> InputLevel? {
    let samples = Self.spread(dataset.samples(in: .train))
    let input = recipe.input
    let levels = samples.map(\.url).concurrentMap { url in
      let picture = try? RadiographReader.read(contentsOf: url, options: input.readingOptions())
      return picture.flatMap { try? input.input(for: $0) }.flatMap { input.meanLevel(of: $0) }
    }
    return InputLevel(levels.compactMap(\.self))
  }

  /// Pictures that a trial of precisions looks at.
  private static let trialCount = 16

  /// Some samples, evenly spread: as many as a detector keeps at most unless told otherwise.
  private static func spread(
    _ samples: [Sample], _ limit: Int = OutOfDistributionDetector.referenceLimit
  ) -> [Sample] {
    let count = min(samples.count, limit)
    return (0..<count).map { samples[$0 * samples.count / count] }
  }

  private func hasTest(_ samples: [Sample]) -> Bool { samples.contains { $0.split == .test } }

  private func part(_ batches: ImageBatches) -> DataPart { DataPart(samples: batches.samples, source: batches) }

  /// The features that the backbone gives, through an inference engine: in f32, but for the training part's.
  private func extract(
    _ samples: [Sample], from classifier: Classifier, training precision: Precision = .f32, ranks: Ranks = .alone,
    change: (@Sendable (Radiograph, Int) throws -> Radiograph)? = nil
  ) throws -> FeatureTable {
    let engines = try engines(for: classifier)
    let engine = try engines(.f32)
    let other = precision == .f32 ? nil : try engines(precision)
    if let choice = other?.precision, choice.fallback != nil { observer(.note("Features are computed in \(choice)")) }
    let table = try FeatureTable(
      samples, engine: engine, trainingEngine: other, preprocessing: recipe.input, ranks: ranks, change: change,
      observer: observer)
    note(table.unreadable)
    return table
  }

  /// What makes an engine in a precision for the network as it is: LibTorch where it learns on a graphics processor, else
  /// the engine that serves models.
  private func engines(for classifier: Classifier) throws -> (Precision) throws -> any InferenceEngine {
    if classifier.store.device.kind == .cuda {
      return { try TorchEngine(classifier, input: recipe.input, precision: $0) }
    }
    guard let size = recipe.input.inputSize else { throw LearningError.inputSizeUnknown }
    let graph = try classifier.graph(height: size.height, width: size.width)
    return { try OpenVINOEngine(graph, options: EngineOptions(precision: $0, mode: .throughput)) }
  }

  private func note(_ unreadable: [(path: String, reason: String)]) {
    guard !unreadable.isEmpty else { return }
    for (path, reason) in unreadable { observer(.note("\(path) can't be read: \(reason)")) }
    observer(.note("\(unreadable.count) of \(dataset.samples.count) images left out."))
  }
}

extension TrainSection.Precision {
  /// How the inference engine computes features; it has no fp16.
  fileprivate var ofFeatures: Precision { self == .bf16 ? .bf16 : .f32 }
}

/// What a stage of training learns from, and what it is measured on.
struct TrainingParts {
  let input: TrainableNetwork.Input
  /// All samples that could be read.
  let samples: [Sample]
  let training: DataPart
  let validation: DataPart
  let test: DataPart?
  /// Validation pictures under stress, where epochs are judged by them.
  let stressed: DataPart?
}

/// The samples of a part of the data, in the order in which its source has them.
struct DataPart {
  let samples: [Sample]
  let source: any BatchSource
}
