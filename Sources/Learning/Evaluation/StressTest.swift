package import Bundles
import Datasets
import Inference
import Metrics
import Radiograph
package import Stress

/// Measures a model at its operating point on pictures as they are and under every cell of a battery; of several classes or
/// findings their screening view, whether anything is found.
///
/// Every file is decoded once. Pictures larger than the model's input are scaled to it before they are changed, since the
/// severities are those of pictures of that size (MedMNIST-C changes pictures of 224 × 224).
struct StressTest: Sendable {
  let model: ModelMetadata
  let engine: any InferenceEngine
  /// What tells pictures that are unlike the training pictures, if the model has it.
  let detector: UnlikenessDetector?
  let bootstrap: Bootstrap?
  let seed: UInt64

  /// Runs the battery.
  ///
  /// - Parameters:
  ///   - samples: Labelled in the order of the model's classes.
  ///   - threshold: Used in place of the model's operating point.
  ///   - progress: Is told how many pictures are done; from any thread.
  /// - Throws: `DataError.tooManyUnreadable` if nothing can be read.
  func run(
    _ samples: [Sample], _ battery: StressBattery, threshold: Double? = nil, progress: (@Sendable (Int) -> Void)? = nil
  ) throws -> StressReport {
    let (seed, size) = (self.seed, model.input.inputSize)
    let views = PictureViews(count: battery.cells.count + 1) { picture, index in
      let scaled = try picture.scaledDown(to: size)
      return { view in
        try view == 0 ? picture : battery.cells[view - 1].apply(to: scaled, seed: seed, index: index)
      }
    }
    let measurements = try ScoreTable.tables(
      samples, views, model: model, engine: engine, doubting: PictureDoubt.Judge(detector: detector), progress: progress
    ).map { try $0.stressMeasurement() }
    let varied = model.variedKinds
    return try StressReport(
      battery: battery.id, threshold: threshold ?? model.operatingPoint.threshold,
      classes: TaskClasses(model).screeningNames,
      clean: measurements[0],
      cells: zip(battery.cells, measurements.dropFirst()).map { (StressCondition($0, varied: varied), $1) },
      bootstrap: bootstrap)
  }
}

extension ScoreTable {
  /// The table as a part of a stress report.
  ///
  /// - Throws: `DataError.tooManyUnreadable` if nothing could be read.
  fileprivate func stressMeasurement() throws -> StressMeasurement {
    let screened = try screening()
    let refused = doubts.count { $0.isRefused } + unreadable.count
    let judged = doubts.compactMap(\.isUnlike)
    return try StressMeasurement(
      screened.predictions, patients: screened.samples.map(\.patient),
      refused: Double(refused) / Double(samples.count + unreadable.count),
      unlike: judged.isEmpty ? nil : Double(judged.count { $0 }) / Double(judged.count))
  }
}

extension StressCondition {
  /// The condition of a cell of a battery, for a model whose training pictures were varied in some kinds.
  fileprivate init(_ stress: Stress, varied: Set<StressKind>?) {
    let kind = stress.kind
    self.init(
      kind: kind.id, name: kind.name, family: kind.family.rawValue, severity: stress.severity,
      seen: varied?.contains(kind))
  }
}

extension ModelMetadata {
  /// The kinds of stress that the recipe varied training pictures in; nil where there is no recipe, as in an ensemble, or
  /// none that can be read.
  package var variedKinds: Set<StressKind>? {
    recipe.isEmpty ? nil : try? Recipe(yaml: recipe, file: "recipe").variedKinds
  }
}
