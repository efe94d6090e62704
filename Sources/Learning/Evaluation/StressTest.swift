import Bundles
import Datasets
import Inference
import Metrics
import Radiograph
import Stress

/// Measures a model at its operating point on pictures as they are and under every cell of a battery.
///
/// Pictures larger than the model's input are scaled to it before they are changed, since the severities are those of
/// pictures of that size (MedMNIST-C changes pictures of 224 × 224).
struct StressTest: Sendable {
  let model: ModelMetadata
  let engine: any InferenceEngine
  let seed: UInt64

  /// Runs the battery.
  ///
  /// - Parameters:
  ///   - samples: Labelled in the order of the model's classes.
  ///   - threshold: Used in place of the model's operating point.
  ///   - progress: Is told how many pictures are done, of (1 + cells) times as many; from any thread.
  /// - Throws: `DataError.tooManyUnreadable` if nothing can be read.
  func run(
    _ samples: [Sample], _ battery: StressBattery, threshold: Double? = nil, progress: (@Sendable (Int) -> Void)? = nil
  ) throws -> StressReport {
    let seed = self.seed
    let size = model.input.inputSize
    let threshold = threshold ?? model.operatingPoint.threshold
    func report(
      _ done: Int, _ change: (@Sendable (Radiograph, Int) throws -> Radiograph)?
    ) throws -> ClassificationReport {
      let table = ScoreTable(samples, model: model, engine: engine, progress: { progress?(done + $0) }, change: change)
      return try ClassificationReport(
        table.predictions(), threshold: threshold, classes: model.classes, bootstrap: nil)
    }
    let clean = try report(0, nil)
    let cells = try battery.cells.enumerated().map { number, cell in
      let figures = try report((number + 1) * samples.count) { picture, index in
        try cell.apply(to: Self.scaled(picture, to: size), seed: seed, index: index)
      }
      return StressReport.Cell(
        kind: cell.kind.id, name: cell.kind.name, family: cell.kind.family.rawValue, severity: cell.severity,
        figures: StressReport.Figures(figures))
    }
    return StressReport(battery: battery.id, clean: StressReport.Figures(clean), cells: cells)
  }

  private static func scaled(_ picture: Radiograph, to size: ImageSize?) throws -> Radiograph {
    try picture.scaledDown(to: size)
  }
}
