import Datasets
import Foundation
import Inference
import Learning
import Testing

@Suite struct BundleQuantizationTests {
  private func quantize(_ training: SmallTraining, _ run: RunResult) throws -> BundleQuantization.Report {
    try BundleQuantization(run.bundle, observer: { _ in }).run(on: Dataset.read(training.data)).report
  }

  /// Test pictures are those of the training, and have no part in what the integers are chosen by.
  @Test func testPicturesOnlyMeasure() throws {
    let training = try SmallTraining(24)
    defer { withExtendedLifetime(training) {} }
    let run = try training.run()
    let test = try training.dataset().samples(in: .test)
    let report = try quantize(training, run)
    #expect(report.part == .test)
    #expect(report.n == test.count)
    #expect(report.calibrationPictures == (try training.dataset().samples(in: .train).count))

    for (index, sample) in test.enumerated() {
      try Data(SmallTraining.picture(5000 + index, hasSpot: sample.label == 0)).write(to: sample.url)
    }
    let swapped = try quantize(training, run)
    #expect(swapped.method == report.method)
    for method in RangeMethod.allCases {
      #expect(try abs(#require(swapped.meanShift[method]) - #require(report.meanShift[method])) < 1e-6)
    }
    #expect(swapped.aurocBefore != report.aurocBefore)
  }

  @Test func withoutATestPartValidationPicturesMeasure() throws {
    let training = try SmallTraining(24, overrides: ["test_fraction=0"])
    defer { withExtendedLifetime(training) {} }
    let run = try training.run()
    let report = try quantize(training, run)
    #expect(report.part == .validation)
    #expect(report.n == (try training.dataset().samples(in: .validation).count))
  }
}
