import Bundles
import Datasets
import Inference
import Metrics
import Radiograph

/// Measures a model on whole pictures, on pictures without lungs, and on lungs alone; the same pictures for all three.
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
  ///   - progress: Is told how many pictures are done, of three times as many; from any thread.
  /// - Throws: `RadiographError.noLungNetwork`; `DataError.tooManyUnreadable` if nothing can be read or no picture has
  ///   lungs.
  func run(
    _ samples: [Sample], threshold: Double? = nil, progress: (@Sendable (Int) -> Void)? = nil
  ) throws -> Evidence {
    let network = try LungNetworks.network()
    @Sendable func outline(_ picture: Radiograph) throws -> LungOutline {
      let outline = try network.outline(of: picture)
      guard outline.isFound else { throw RadiographError.noLungs }
      return outline
    }
    func report(
      _ done: Int, _ change: @escaping @Sendable (Radiograph) throws -> Radiograph
    ) throws -> (report: ClassificationReport, withoutLungs: Int) {
      let table = ScoreTable(
        samples, model: model, engine: engine, progress: { progress?(done + $0) },
        change: { picture, _ in try change(picture) })
      let figures = try ClassificationReport(
        table.predictions(), threshold: threshold ?? model.operatingPoint.threshold, classes: model.classes,
        bootstrap: bootstrap)
      return (figures, table.unreadable.count { $0.reason == "\(RadiographError.noLungs)" })
    }
    let whole = try report(0) { picture in
      _ = try outline(picture)
      return picture
    }
    let hidden = try report(samples.count) { try LungEvidence.hidden.picture(of: $0, outline($0)) }
    let only = try report(2 * samples.count) { try LungEvidence.only.picture(of: $0, outline($0)) }
    return Evidence(
      whole: whole.report, hidden: hidden.report, only: only.report, withoutLungs: whole.withoutLungs)
  }
}
