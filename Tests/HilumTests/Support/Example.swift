import FolderTesting
import Foundation
import Testing

/// What most tests need, made once: data, a recipe, and the run of a training with them.
struct Example {
  /// The example, or what went wrong while it was made.
  private static let shared = Result { try Example() }

  /// Where programs under test keep what they fetch and compile.
  static let cache = FileManager.default.temporaryDirectory.appending(path: "hilum-cache-\(getpid())")

  /// Where all of it is; gone when the tests end.
  private let place: TemporaryFolder
  /// Class folders with 60 pictures each.
  var data: URL { place.url.appending(path: "data") }
  /// A recipe for a small network on small pictures.
  var recipe: URL { place.url.appending(path: "small.yaml") }
  /// The folder of the run.
  var run: URL { place.url.appending(path: "run") }
  /// What the training said.
  let training: Outcome

  /// The example that all tests look at.
  static func made() throws -> Example { try shared.get() }

  private init() throws {
    atexit {
      try? FileManager.default.removeItem(at: Example.cache)
      if let place = try? Example.made().place { try? FileManager.default.removeItem(at: place.url) }
    }
    place = try TemporaryFolder()
    try SampleXrays.write(60, to: place, "data")
    try place.write(Self.recipeText, "small.yaml")
    training = try Hilum.run(
      "train", "--recipe", "small.yaml", "--data", "data", "--output", "run", in: place.url)
    try #require(training.code == 0, "\(training.errors)")
  }

  /// One of its pictures.
  var picture: String { data.appending(path: "PNEUMONIA/person0_bacteria_0.png").path }

  /// A recipe that learns the head of a small network in seconds.
  static let recipeText = """
    model:
      architecture: compact_cnn
      weights: none
      head: {hidden: 16, dropout: 0.1}
    input:
      color: grayscale
      steps:
        - resize: {width: 64, height: 64}
      mean: [0.5, 0.5, 0.5]
      std: [0.25, 0.25, 0.25]
    train:
      epochs: 12
      batch_size: 16
      optimizer: {lr: 0.01}
    data: {min_validation: 1}
    evaluate: {bootstrap: 100}
    """
}
