import Backbones
import Datasets
import FolderTesting
import Foundation
import Learning
import Metrics
import Radiograph

/// A training of a small network on made pictures: grey noise, and for PNEUMONIA a bright spot in it.
struct SmallTraining {
  private static let side = 64
  private let folder: TemporaryFolder
  /// Class folders.
  let data: URL
  /// What is trained.
  let recipe: Recipe

  /// Writes `count` pictures of either class, four a patient.
  ///
  /// - Parameter overrides: Values of the recipe that are others, as `--set` takes them.
  init(_ count: Int = 40, head: String = "{hidden: 16}", overrides: [String] = []) throws {
    folder = try TemporaryFolder()
    data = folder.url.appending(path: "data")
    recipe = try Recipe(
      yaml: """
        model: {architecture: compact_cnn, weights: none, head: \(head)}
        input:
          color: grayscale
          steps: [{resize: {width: \(Self.side), height: \(Self.side)}}]
          mean: [0.5, 0.5, 0.5]
          std: [0.25, 0.25, 0.25]
        train: {epochs: 3, batch_size: 16, optimizer: {lr: 0.01}}
        data: {min_validation: 1}
        evaluate: {bootstrap: 0}
        """, file: "small.yaml", overrides: overrides)
    for number in 0..<count {
      try write(Self.picture(number, hasSpot: false), "NORMAL/IM-\(1000 + number / 4)-\(1000 + number).png")
      try write(Self.picture(number, hasSpot: true), "PNEUMONIA/person\(number / 4)_bacteria_\(number).png")
    }
  }

  /// Adds a file to the data.
  func write(_ bytes: [UInt8], _ path: String) throws { try folder.write(bytes, "data/\(path)") }

  /// A place that nothing stands at yet.
  func place(_ name: String) -> URL { folder.url.appending(path: name) }

  /// Trains.
  func run(_ output: String = "run", observer: @escaping @Sendable (TrainingEvent) -> Void = { _ in }) throws
    -> RunResult
  {
    try TrainingRun(recipe, weights: .random, observer: observer).train(on: data, output: place(output))
  }

  /// The network as training starts with it.
  func classifier() throws -> Classifier {
    let head = recipe.model.head
    return try Classifier(
      recipe.model.architecture,
      head: Head.Options(outputs: 2, hidden: head.hidden, batchNorm: head.batchNorm, dropout: head.dropout),
      seed: recipe.train.seed)
  }

  /// The data with the parts that training gives it.
  func dataset() throws -> Dataset {
    try Dataset.read(data).prepared(rules: recipe.data.split, seed: recipe.train.seed)
  }

  /// A PNG file.
  static func picture(_ number: Int, hasSpot: Bool) throws -> [UInt8] {
    var random = SplitMix64(seed: UInt64(number), stream: hasSpot ? 1 : 0)
    let (x, y) = (Double.random(in: 20..<44, using: &random), Double.random(in: 20..<44, using: &random))
    let samples = (0..<side * side).map { index in
      let (dx, dy) = (Double(index % side) - x, Double(index / side) - y)
      let spot = hasSpot ? 130 * exp(-(dx * dx + dy * dy) / 60) : 0
      return UInt8(min(255, Double.random(in: 30..<110, using: &random) + spot))
    }
    return try Radiograph(width: side, height: side, pixels: .gray8(samples)).pngFile()
  }
}
