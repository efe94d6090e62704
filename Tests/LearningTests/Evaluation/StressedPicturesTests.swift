import Bundles
import Datasets
import FolderTesting
import Foundation
import Learning
import Metrics
import Radiograph
import Stress
import Testing
import Torch

/// Choosing epochs and thresholds by validation pictures under stress.
struct StressedPicturesTests {
  private func samples(_ count: Int, patients: Int) -> [Sample] {
    (0..<count).map { index in
      Sample(
        url: URL(filePath: "/\(index).png"), path: "\(index).png", label: index % 4 == 0 ? 0 : 1,
        patient: "p\(index % patients)", split: .validation)
    }
  }

  @Test func classesPatientsAndConditionsWeighAlike() throws {
    let views = StressedPictures.views(of: samples(1000, patients: 333), seed: 3)
    #expect(views.count == StressedPictures.pictureCount * StressedPictures.conditionsPerPicture)
    #expect(Set(views.map(\.sample.path)).count == StressedPictures.pictureCount)
    for label in 0...1 {
      let own = views.filter { $0.sample.label == label }
      #expect(own.count == views.count / 2)
      let counts = Dictionary(grouping: own) { $0.stress?.id ?? "clean" }.mapValues(\.count)
      #expect(counts.count == StressBattery.light.cells.count + 1)
      #expect(try #require(counts.values.max()) - #require(counts.values.min()) <= 1)
      // As many patients as pictures, as long as there are enough.
      #expect(Set(own.map(\.sample.patient)).count == StressedPictures.pictureCount / 2)
    }
    let again = StressedPictures.views(of: samples(1000, patients: 333), seed: 3)
    #expect(again.map(\.sample.path) == views.map(\.sample.path))
    #expect(
      StressedPictures.views(of: samples(1000, patients: 333), seed: 4).map(\.sample.path) != again.map(\.sample.path))
  }

  @Test func fewPicturesOfOneClassWillDo() {
    let few = samples(5, patients: 2).filter { $0.label == 1 }
    let views = StressedPictures.views(of: few, seed: 0)
    #expect(views.count == few.count * StressedPictures.conditionsPerPicture)
    #expect(views.first?.stress == nil)
    #expect(StressedPictures.views(of: [], seed: 0).isEmpty)
  }

  @Test func picturesAreThoseOfTheBattery() throws {
    let training = try SmallTraining(20)
    let validation = try training.dataset().samples(in: .validation)
    let views = StressedPictures.views(of: validation, seed: 1)
    let store = try StressedPictures.store(
      of: validation, preprocessing: training.recipe.input, seed: 1, observer: { _ in })
    #expect(store.samples.map(\.path) == views.map(\.sample.path))
    let clean = try #require(views.firstIndex { $0.stress == nil })
    let stressed = try #require(views.firstIndex { $0.stress != nil })
    let input = training.recipe.input
    func prepared(_ index: Int) throws -> PreparedImage {
      try input.prepare(RadiographReader.read(contentsOf: views[index].sample.url, options: input.readingOptions()))
    }
    #expect(try store.image(clean) == prepared(clean))
    #expect(try store.image(stressed) != prepared(stressed))
    #expect(throws: LearningError.self) {
      try StressedPictures.store(of: [], preprocessing: input, seed: 1, observer: { _ in })
    }
  }

  @Test(arguments: ["head", "full"]) func aThresholdIsChosenUnderStress(_ fineTune: String) throws {
    let training = try SmallTraining(
      overrides: ["fine_tune=\(fineTune)", "operating_point={on: stress, maximise: min_class}"])
    let result = try training.run()
    let metadata = result.bundle.metadata
    #expect(metadata.operatingPoint.chosenOn == "stressed validation")
    #expect(metadata.operatingPoint.criterion == .minClass)
    #expect(metadata.operatingPoint.stability?.resamples == 400)
    let validation = try #require(metadata.metrics.validation?.binary)
    #expect(metadata.calibration.n == validation.n)
    #expect(metadata.calibration.probabilityLimit == 1 / Double(validation.n + 2))
    #expect(validation.riskCoverage != nil)
    let page = try String(contentsOf: result.url.appending(path: "report.html"), encoding: .utf8)
    #expect(page.contains("was chosen under stress") && page.contains("The surest 80 %"))
  }

  @Test func epochsAreJudgedUnderStress() throws {
    let training = try SmallTraining(
      overrides: ["fine_tune=full", "early_stopping={metric: stress_balanced_accuracy, patience: none}"])
    let result = try training.run()
    #expect(result.epochs.count == 3)
    for epoch in result.epochs {
      #expect(epoch.validation["stress_auroc"] != nil)
      #expect(epoch.validation["stress_balanced_accuracy"] != nil)
    }
    let figures = result.epochs.compactMap { $0.validation["stress_balanced_accuracy"] }
    let best = try #require(result.epochs.last { $0.isBest }?.validation["stress_balanced_accuracy"])
    #expect(best == figures.max())
  }
}
