import Bundles
import Datasets
import Inference
import Metrics
import Radiograph

/// Measures a model on whole pictures, on pictures without lungs, and on lungs alone; the same pictures for all three,
/// each decoded and outlined once; of several classes or findings their screening view, whether anything is found.
///
/// Hidden lungs are the outline widened by 5 % and filled with the mean of its surroundings.
struct EvidenceTest: Sendable {
  let model: ModelMetadata
  let engine: any InferenceEngine
  let bootstrap: Bootstrap?

  /// Whether there is a network that finds lungs.
  static var isPossible: Bool { (try? LungNetworks.network()) != nil }

  /// Runs the test.
  ///
  /// - Parameters:
  ///   - samples: Labelled in the order of the model's classes.
  ///   - threshold: Used in place of the model's operating point.
  ///   - progress: Is told how many pictures are done; from any thread.
  /// - Throws: `RadiographError.noLungNetwork`; `DataError.tooManyUnreadable` if nothing can be read or no picture has
  ///   lungs.
  func run(
    _ samples: [Sample], threshold: Double? = nil, progress: (@Sendable (Int) -> Void)? = nil
  ) throws -> Evidence {
    let network = try LungNetworks.network()
    let changes: [LungEvidence?] = [nil, .hidden, .only]
    let views = PictureViews(count: changes.count) { picture, _ in
      let outline = try network.outline(of: picture)
      guard outline.isFound else { throw RadiographError.noLungs }
      return { view in try changes[view]?.picture(of: picture, outline) ?? picture }
    }
    let tables = ScoreTable.tables(samples, views, model: model, engine: engine, progress: progress)
    let reports = try tables.map { table in
      try ClassificationReport(
        table.screening().predictions, threshold: threshold ?? model.operatingPoint.threshold,
        classes: TaskClasses(model).screeningNames, bootstrap: bootstrap)
    }
    return Evidence(
      whole: reports[0], hidden: reports[1], only: reports[2],
      withoutLungs: tables[0].unreadable.count { $0.reason == "\(RadiographError.noLungs)" })
  }
}
