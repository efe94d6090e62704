import Bundles
import Datasets
import Inference
import Learning
import Testing

@Suite struct AgreementTests {
  /// What this machine can run is measured at the end of a training, and again where that is asked for.
  @Test func aTrainingRecordsHowFarPrecisionsAgree() throws {
    let training = try SmallTraining(24)
    defer { withExtendedLifetime(training) {} }
    let bundle = try training.run().bundle
    let engine = try bundle.engine(options: EngineOptions(precision: .bf16))
    guard engine.precision.used == .bf16 else {
      #expect(bundle.metadata.agreement == nil)
      return
    }
    let record = try #require(bundle.metadata.agreement)
    #expect(Set(record.precisions.keys) == ["bf16"])
    let entry = try #require(record.precisions["bf16"])
    #expect(entry.graph == bundle.metadata.files["model.onnx"])
    let pictures = try training.dataset().samples(in: .validation).count
    #expect(entry.clean.n == pictures && entry.stressed?.n == 2 * pictures)
    // Where nothing speaks for a class, as in a network that has hardly learnt, there is no heat-map to compare.
    for maps in [entry.clean.heatMaps, entry.stressed?.heatMaps].compactMap({ $0 }) { #expect(maps.mean > 0.9) }
    #expect(entry.clean.largestShift < 0.1)

    let again = try bundle.measuringAgreement(on: training.dataset(), observer: { _ in })
    #expect(again.metadata.agreement?.precisions == record.precisions)
    try again.verify()
  }
}
