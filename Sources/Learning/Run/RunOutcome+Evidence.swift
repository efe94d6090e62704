import Bundles
import Datasets
import Inference
import Metrics

extension RunOutcome {
  /// Pictures that the test of evidence looks at, at most: evenly drawn from all.
  private static let evidencePictures = 2000

  /// Tests on the part that nothing was chosen on, else on the validation part, whether the model reads the lungs.
  ///
  /// - Returns: `nil` where no network finds lungs, or there are lungs in no picture.
  func testingEvidence(_ engine: any InferenceEngine, name: ModelName) throws -> Evidence? {
    guard EvidenceTest.isPossible else { return nil }
    let samples = (test ?? validation).samples
    let step = max(1, samples.count / Self.evidencePictures)
    let test = EvidenceTest(
      model: try metadata(name: name), engine: engine, bootstrap: judge.bootstrap)
    do {
      return try test.run(stride(from: 0, to: samples.count, by: step).map { samples[$0] })
    } catch MetricsError.empty {
      // Of no picture is it known whether anything is found.
      return nil
    } catch is DataError {
      return nil
    }
  }
}
