import Bundles
import Datasets
import FolderTesting
import Foundation
import Inference
import Learning
import Metrics
import Radiograph
import Testing

@Suite struct EnsembleCalibrationTests {
  private let training: SmallTraining
  private let other: SmallTraining
  private let members: [ModelBundle]

  init() throws {
    training = try SmallTraining()
    other = try SmallTraining(overrides: ["seed=7"])
    members = try [training.run().bundle, other.run().bundle]
  }

  private func logit(_ probability: Double) -> Double { log(probability / (1 - probability)) }

  private func calibrate(
    _ members: [ModelBundle], on dataset: Dataset, for criterion: OperatingCriterion = .youden
  ) throws -> (metadata: ModelMetadata, calibration: EnsembleDescription.Calibration) {
    let metadata = try ModelMetadata(
      ensembleOf: members.map(\.metadata), name: ModelName("both"), created: "2026-01-01T00:00:00Z")
    return try EnsembleCalibration(members, criterion: criterion, seed: 3, resamples: 50, observer: { _ in })
      .run(metadata, on: dataset)
  }

  /// The mean is taken of what each member says by itself, and fitted by hand.
  @Test func temperatureAndPointAreThoseOfTheMeanProbability() throws {
    let dataset = try Dataset.read(training.data)
    let (metadata, calibration) = try calibrate(members, on: dataset)
    let predictors = try members.map { try Predictor($0, options: EngineOptions()) }
    let means = try dataset.samples.map { sample in
      try predictors.reduce(0) { try $0 + $1.read(.file(sample.url)).assessment.positiveProbability } / 2
    }
    let labels = dataset.samples.map(\.label)
    let temperature = try TemperatureScaling(fitting: means.map { [0, logit($0)] }, labels: labels)
    #expect(abs(metadata.calibration.temperature / temperature.temperature - 1) < 1e-3)
    #expect(metadata.calibration.probabilityLimit == 1.0 / 82)
    let point = try OperatingPoint(
      settling: .youden,
      on: BinaryPredictions(
        scores: means.map { temperature.probabilities([0, logit($0)])[1] }, labels: labels,
        groups: dataset.samples.map(\.patient)),
      bootstrap: Bootstrap(resamples: 400, seed: 3))
    #expect(abs(metadata.operatingPoint.threshold - point.threshold) < 1e-3)
    #expect(metadata.operatingPoint.chosenOn == "validation" && metadata.operatingPoint.n == 80)
    #expect(metadata.operatingPoint.stability?.resamples == 400)
    #expect(metadata.predictionSets?.coverage == members[0].metadata.predictionSets?.coverage)
    #expect(metadata.metrics.validation?.n == 80)
    #expect(calibration.data == "data" && calibration.n == 80 && calibration.patients == 20)
    let bundle = try ModelBundle.create(
      metadata, members: members, calibratedOn: calibration, at: training.place("both"))
    #expect(bundle.metadata.ensemble?.calibration == calibration)
    #expect(bundle.metadata.operatingPoint == metadata.operatingPoint)
  }

  @Test func whereAMemberChoseUnderStressSoDoesTheMean() throws {
    let stressed = try SmallTraining(overrides: ["operating_point={on: stress, maximise: min_class}"])
    let both = try [members[0], stressed.run().bundle]
    #expect(EnsembleCalibration.criterion(of: both.map(\.metadata)) == nil)
    #expect(EnsembleCalibration.criterion(of: [both[1].metadata]) == .minClass)
    let (metadata, _) = try calibrate(both, on: Dataset.read(training.data), for: .minClass)
    #expect(metadata.operatingPoint.chosenOn == "stressed validation")
    #expect(metadata.operatingPoint.criterion == .minClass && metadata.operatingPoint.n > 80)
    #expect(metadata.calibration.n == 80)
  }

  @Test func tooFewPicturesAreRefused() throws {
    let dataset = try Dataset.read(training.data)
    let few = dataset.replacing(samples: Array(dataset.samples.prefix(49)))
    #expect(
      thrown(AdaptationError.self) { _ = try calibrate(members, on: few) } == .tooFewPictures(found: 49, needed: 50))
  }

  @Test func anEnsembleCanBeAdaptedToASite() throws {
    let metadata = try ModelMetadata(
      ensembleOf: members.map(\.metadata), name: ModelName("both"), created: "2026-01-01T00:00:00Z")
    let bundle = try ModelBundle.create(metadata, members: members, at: training.place("both"))
    var options = SiteAdaptation.Options()
    options.resamples = 50
    let (adapted, _) = try SiteAdaptation(bundle, options: options, observer: { _ in })
      .run(on: Dataset.read(training.data), output: training.place("adapted"))
    try adapted.verify()
    #expect(adapted.members.map(\.metadata) == members.map(\.metadata))
    #expect(adapted.metadata.operatingPoint.chosenOn == "site")
  }
}
