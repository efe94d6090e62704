import Bundles
import Datasets
import Inference
import Metrics
import Stress

extension RunOutcome {
  /// Measures the model on validation pictures that are changed as other films differ, by the light battery.
  ///
  /// - Parameters:
  ///   - detector: What tells pictures that are unlike the training pictures, if the model has it.
  ///   - pictures: Pictures that are looked at, at most: evenly drawn from all.
  ///   - observer: Is told how many pictures are done.
  /// - Returns: `nil` for no pictures, or where none can be read any more.
  func testingStress(
    _ engine: any InferenceEngine, name: ModelName, _ detector: OutOfDistributionDetector?, pictures: Int,
    observer: @escaping @Sendable (TrainingEvent) -> Void
  ) throws -> StressReport? {
    let samples = validation.samples
    let count = min(pictures, samples.count)
    guard count > 0 else { return nil }
    let test = StressTest(
      model: try metadata(name: name), engine: engine, detector: detector.map(UnlikenessDetector.init),
      bootstrap: judge.bootstrap,
      seed: recipe.train.seed)
    do {
      return try test.run(
        (0..<count).map { samples[$0 * samples.count / count] }, .light,
        progress: { observer(.progress(title: "Under stress", done: $0, total: count)) })
    } catch MetricsError.empty {
      // Of no picture is it known whether anything is found.
      return nil
    } catch is DataError {
      return nil
    }
  }
}
