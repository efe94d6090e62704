import Bundles
import Datasets
import Files
import FolderTesting
import Foundation
import Inference
import Learning
import Metrics
import Radiograph
import Testing

@Suite struct SiteAdaptationTests {
  private let training: SmallTraining
  private let bundle: ModelBundle

  init() throws {
    training = try SmallTraining()
    bundle = try training.run().bundle
  }

  private func adapt(
    _ dataset: Dataset, _ output: String, _ change: (inout SiteAdaptation.Options) -> Void = { _ in }
  ) throws -> (bundle: ModelBundle, report: AdaptationReport) {
    var options = SiteAdaptation.Options()
    options.resamples = 100
    change(&options)
    return try SiteAdaptation(bundle, options: options, observer: { _ in })
      .run(on: dataset, output: training.place(output))
  }

  @Test func labelledPicturesMakeANewVersionThatSaysWhereItComesFrom() throws {
    let (written, report) = try adapt(Dataset.read(training.data), "models/small/7")
    let metadata = try ModelBundle(contentsOf: written.url).metadata
    try written.verify()
    #expect(metadata.version == 7 && metadata.name == bundle.metadata.name)
    let adaptation = try #require(metadata.adaptation)
    #expect(adaptation.base.version == bundle.metadata.version)
    #expect(try adaptation.base.checksum == bundle.checksum().hex)
    #expect(adaptation.n == 80 && adaptation.isLabelled && adaptation.site == "data")
    #expect(Array(adaptation.changes.prefix(2)) == [.temperature, .operatingPoint])
    #expect(metadata.operatingPoint.chosenOn == "site" && metadata.operatingPoint.n == 80)
    #expect(report.figures?.folds == SiteAdaptation.folds && report.prevalence == nil)
    let kept = try JSONDecoder().decode(
      AdaptationReport.self, from: Data(contentsOf: written.verified(.calibration)))
    #expect(kept.adaptation == adaptation && kept.threshold == report.threshold)
    let reading = try Predictor(written, options: EngineOptions()).read(
      .file(#require(Dataset.read(training.data).samples.first).url))
    #expect(reading.reading.probabilities.count == 2)
  }

  @Test func withoutLabelsThePrevalenceIsEstimated() throws {
    let dataset = try Dataset.unlabelled(training.data, classes: bundle.metadata.classes)
    let (written, report) = try adapt(dataset, "new") { $0.isLabelled = false }
    let prevalence = try #require(report.prevalence)
    #expect(prevalence.n == 80 && prevalence.interval != nil && report.figures == nil)
    #expect(written.metadata.version == bundle.metadata.version + 1)
    #expect(written.metadata.calibration == bundle.metadata.calibration)
    #expect(written.metadata.operatingPoint.threshold == report.threshold.after)
    #expect(written.metadata.adaptation?.isLabelled == false)
  }

  @Test func batchNormChangesTheNetworkAndNothingElseOfIt() throws {
    let (written, report) = try adapt(Dataset.read(training.data), "new") { $0.batchNormSourceWeight = 16 }
    #expect(report.batchNorm?.n == 80 && report.batchNorm?.sourceWeight == 16)
    let (old, new) = (try bundle.weights(), try written.weights())
    #expect(old.keys == new.keys)
    let changed = old.keys.filter { old[$0] != new[$0] }
    #expect(!changed.isEmpty && changed.allSatisfy { $0.contains("running_") || $0.contains("num_batches") })
    #expect(!written.has(.references) && written.metadata.outOfDistribution == nil)
    let engines = try [EngineKind.torch, .openVINO].map { try written.engine($0, options: EngineOptions()) }
    #expect(engines[0].signature == engines[1].signature)
  }

  @Test func refusalsLeaveNothing() throws {
    let dataset = try Dataset.read(training.data)
    let few = dataset.replacing(samples: Array(dataset.samples.prefix(49)))
    #expect(
      thrown(AdaptationError.self) { _ = try adapt(few, "new") } == .tooFewPictures(found: 49, needed: 50))
    let output = training.place("new")
    #expect(!FileManager.default.fileExists(atPath: output.path))
    #expect(thrown(LearningError.self) { _ = try adapt(dataset, "run") } == .outputExists("run"))
  }

  @Test func eachClassNeedsItsPictures() throws {
    let large = try SmallTraining(50)
    let dataset = try Dataset.read(large.data)
    let uneven = dataset.replacing(
      samples: dataset.samples.filter { $0.label == 0 } + dataset.samples.filter { $0.label == 1 }.prefix(9))
    let error = thrown(AdaptationError.self) { _ = try adapt(uneven, "new") }
    #expect(error == .tooFewOfAClass("PNEUMONIA", found: 9, needed: 10))
  }
}
