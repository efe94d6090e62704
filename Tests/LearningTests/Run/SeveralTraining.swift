import Datasets
import FolderTesting
import Foundation
import Learning
import Metrics
import Radiograph

/// Trainings of a small network on made pictures: grey noise, and for one finding a bright spot in the upper half, for
/// another one in the lower half.
struct SeveralTraining {
  private static let side = 64
  private let folder: TemporaryFolder
  /// The data, split by patient.
  let dataset: Dataset
  /// What is trained.
  let recipe: Recipe

  /// Three classes: NORMAL, UPPER, LOWER; or the findings UPPER and LOWER, of which some are unknown, and RARE, of which
  /// nothing is known.
  init(_ task: ClassificationTask, count: Int = 72) throws {
    let isMultilabel = task == .multilabel
    folder = try TemporaryFolder()
    recipe = try Recipe(
      yaml: """
        model: {architecture: compact_cnn, weights: none, head: {outputs: \(isMultilabel ? "sigmoid" : "softmax"), hidden: 16}}
        input:
          color: grayscale
          steps: [{resize: {width: \(Self.side), height: \(Self.side)}}]
          mean: [0.5, 0.5, 0.5]
          std: [0.25, 0.25, 0.25]
        train:
          epochs: 2
          batch_size: 16
          optimizer: {lr: 0.01}
          loss: {kind: \(isMultilabel ? "bce_with_logits" : "cross_entropy")}
        data: {min_validation: 1}
        evaluate: {bootstrap: 50}
        """, file: "several.yaml")
    let url = folder.url
    let samples = try (0..<count).map { number -> Sample in
      // Of findings, every fourth picture has both.
      let kind = isMultilabel ? number % 4 : number % 3
      let path = "data/\(number).png"
      try folder.write(
        Self.picture(number, upper: kind == 1 || kind == 3, lower: kind == 2 || kind == 3), path)
      let findings: [Bool?] = [number % 5 == 0 ? nil : kind == 1 || kind == 3, kind >= 2, nil]
      let parts: [Split] = [.train, .train, .validation, .test]
      return Sample(
        url: url.appending(path: path), path: "\(number).png",
        truth: isMultilabel ? .findings(findings) : .oneOf(kind), patient: "p\(number / 2)",
        split: parts[number / 12 % 4])
    }
    dataset = Dataset(
      task: task, classes: isMultilabel ? ["UPPER", "LOWER", "RARE"] : ["NORMAL", "UPPER", "LOWER"], samples: samples,
      provenance: Dataset.Provenance(layout: LayoutName("made"), name: "data"))
  }

  /// A place that nothing stands at yet.
  func place(_ name: String) -> URL { folder.url.appending(path: name) }

  /// Trains.
  func run(_ output: String = "run") throws -> RunResult {
    try TrainingRun(recipe, weights: .random, stressPictures: 4, observer: { _ in })
      .train(on: dataset, output: place(output))
  }

  private static func picture(_ number: Int, upper: Bool, lower: Bool) throws -> [UInt8] {
    var random = SplitMix64(seed: UInt64(number), stream: 9)
    let samples = (0..<side * side).map { index in
      let (x, y) = (Double(index % side) - 32, Double(index / side))
      let spots =
        (upper ? exp(-(x * x + (y - 16) * (y - 16)) / 60) : 0) + (lower ? exp(-(x * x + (y - 48) * (y - 48)) / 60) : 0)
      return UInt8(min(255, Double.random(in: 30..<110, using: &random) + 130 * spots))
    }
    return try Radiograph(width: side, height: side, pixels: .gray8(samples)).pngFile()
  }
}
