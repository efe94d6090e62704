import Foundation
import Inference
import Radiograph

/// The pictures that explain a reading, as far as they were wanted.
struct ReadingPictures: Sendable {
  /// The heat-map as a PNG file.
  var heatmap: Data?
  /// Those of every class or finding, by name.
  var heatmaps: [String: Data]?
  /// What is to be explained afterwards.
  var subject: ExplainableReading?
  /// Its class-activation map, where that is wanted.
  var map: HeatMap?
  /// The pictures that an archive's results are made of.
  var illustration: Illustration?

  /// Draws what a request wants of a picture of a batch; all maps are made of the features of the one run.
  ///
  /// - Throws: `ExplanationError`, `InferenceError`, `RadiographError`.
  init(
    of picture: Predictor.PreparedPicture, at index: Int, of output: EngineOutput, by predictor: Predictor,
    _ assessment: Assessment, _ request: ReadingRequest
  ) throws {
    func explain(_ explained: Int) throws -> ExplainedPicture {
      try predictor.explain(picture, output: output, at: index, class: explained, by: request.method)
    }
    if let style = request.heatmap {
      switch request.explained {
      case .prediction: heatmap = try style.file(of: explain(assessment.bestIndex), longerSide: request.longerSide)
      case .named(let name):
        heatmap = try assessment.classes.firstIndex(of: name).map {
          try style.file(of: explain($0), longerSide: request.longerSide)
        }
      case .all:
        let all = try predictor.explain(
          picture, output: output, at: index, classes: Array(assessment.classes.indices), by: request.method)
        // The picture is made small once for all.
        let small = try request.longerSide.flatMap { try all.first?.reduced(to: $0) } ?? all.first
        heatmaps = [:]
        for (name, explanation) in zip(assessment.classes, all) {
          heatmaps?[name] = try style.file(
            of: small?.showing(explanation.map) ?? explanation, longerSide: request.longerSide)
        }
      }
    }
    if let wanted = request.subject {
      let explained = request.explained.index(in: assessment) ?? assessment.bestIndex
      subject = ExplainableReading(
        picture: picture, index: explained, className: assessment.classes[explained],
        probability: assessment.probabilities[explained])
      if wanted == .map { map = try explain(explained).map }
    }
    illustration = try request.illustration.map { longerSide in
      let leading = assessment.leadingIndex
      return try Illustration(explain(leading), of: assessment.classes[leading], longerSide: longerSide)
    }
  }
}
