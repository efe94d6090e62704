import Backbones
import Bundles
import Datasets
import Files
import Foundation
import Metrics
import Radiograph

/// Everything that a finished training has found out, before it is written down.
struct RunOutcome {
  let recipe: Recipe
  /// The samples that could be read, with their parts.
  let dataset: Dataset
  /// Their fingerprint.
  let fingerprint: DataFingerprint
  /// One's own model that the training went on from.
  let start: ModelStart?
  let epochs: [EpochResult]
  let judge: Judge
  let validation: Measurement
  let test: Measurement?
  /// Whether the model reads the lungs, once that is known.
  var evidence: Evidence?
  /// The figures by groups of patients or pictures, once they are measured.
  var groups: [GroupReport] = []
  /// The figures on validation pictures that are changed as other films differ, once they are measured.
  var stress: StressReport?

  /// The epoch whose weights were kept.
  var bestEpoch: Int? { epochs.last { $0.isBest }?.epoch }

  /// What the bundle says of the model.
  func metadata(name: ModelName) throws -> ModelMetadata {
    let head = recipe.model.head
    return ModelMetadata(
      name: name, version: 1,
      network: NetworkDescription(
        architecture: recipe.model.architecture.rawValue,
        outputs: try head.count(for: dataset.task, classes: dataset.classes.count),
        hidden: head.hidden, batchNorm: head.batchNorm, dropout: head.dropout,
        attention: recipe.model.attention == .none ? nil : recipe.model.attention.rawValue,
        scales: recipe.model.scales == 1 ? nil : recipe.model.scales),
      task: dataset.task, classes: dataset.classes, positiveClass: judge.classes.positiveName,
      negativeClass: judge.classes.negativeName, findings: judge.findings,
      input: try recipe.input.namingLungNetwork(),
      calibration: judge.temperature, operatingPoint: judge.operatingPoint, predictionSets: judge.predictionSets,
      metrics: MeasuredMetrics(
        validation: validation.report, test: test?.report, evidence: evidence, stress: stress?.summary,
        groups: groups.isEmpty ? nil : groups),
      data: data,
      population: TrainingPopulation(dataset.samples(in: .train)), start: start, recipe: try recipe.yaml(),
      seed: recipe.train.seed, created: Date.now.formatted(.iso8601),
      software: ["hilum": Software.version, "libtorch": try Software.libTorch()])
  }

  private var data: DataDescription {
    var images: [String: [String: Int]] = [:]
    var patients: [String: Int] = [:]
    for split in Split.allCases {
      let samples = dataset.samples(in: split)
      guard !samples.isEmpty else { continue }
      images[split.rawValue] = Dictionary(zip(dataset.classes, dataset.counts(in: split))) { first, _ in first }
      patients[split.rawValue] = Set(samples.map(\.patient)).count
    }
    return DataDescription(
      name: dataset.provenance.name, fingerprint: fingerprint.checksum.hex, images: images,
      patients: patients, notes: dataset.provenance.notes)
  }
}
