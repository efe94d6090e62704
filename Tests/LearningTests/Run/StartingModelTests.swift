import Bundles
import FolderTesting
import Foundation
import Learning
import Synchronization
import TensorFiles
import Testing

/// A training that goes on from one's own model.
@Suite struct StartingModelTests {
  /// Its folder lasts as long as the test.
  private let training: SmallTraining
  private let base: ModelBundle
  private let backbone = "block1.conv.weight"
  private let head = "head.output.weight"

  init() throws {
    training = try SmallTraining(20)
    base = try training.run("base").bundle
  }

  /// Steps so small that the weights stay as they were, to seven digits.
  private static let still = ["train.epochs=1", "train.optimizer.lr=1e-9"]

  /// What goes on from the finished run with another recipe; and what it says of its beginning.
  private func goingOn(_ overrides: [String]) throws -> (bundle: ModelBundle, note: String) {
    let recipe = try Recipe(
      yaml: training.recipe.yaml(), file: "small.yaml", overrides: Self.still + overrides)
    let notes = Mutex<[String]>([])
    let run = try TrainingRun(recipe, weights: .bundle(training.place("base"))) { event in
      if case .note(let text) = event { notes.withLock { $0.append(text) } }
    }
    let result = try run.train(on: training.data, output: training.place("next"))
    let note = notes.withLock { $0.first { $0.hasPrefix("Begins from") } }
    return (result.bundle, try #require(note))
  }

  private func distance(_ first: ModelBundle, _ second: ModelBundle, _ key: String) throws -> Float {
    let (a, b) = try (#require(first.weights()[key]).floats(), #require(second.weights()[key]).floats())
    return zip(a, b).map { abs($0 - $1) }.max() ?? .infinity
  }

  @Test func theHeadIsTakenToo() throws {
    let (next, note) = try goingOn([])
    #expect(note == "Begins from small, version 1, with its head")
    #expect(try distance(base, next, backbone) == 0 && distance(base, next, head) < 1e-6)
    let start = try #require(next.metadata.start)
    #expect(start == ModelStart(base: try ModelReference(base), includesHead: true))
    #expect(base.metadata.start == nil)
    let report = try String(contentsOf: next.verified(.report), encoding: .utf8)
    #expect(report.contains("Went on from") && report.contains("small, version 1"))
  }

  @Test func dropoutMayDiffer() throws {
    #expect(try goingOn(["model.head.dropout=0.3"]).bundle.metadata.start?.includesHead == true)
  }

  @Test(arguments: [
    (
      "data.classes={HEALTHY: [NORMAL], ILL: [PNEUMONIA]}",
      "the model's classes are NORMAL, PNEUMONIA, those of the data HEALTHY, ILL"
    ),
    (
      "data.classes={PNEUMONIA: [PNEUMONIA], NORMAL: [NORMAL]}",
      "the model's classes are NORMAL, PNEUMONIA, those of the data PNEUMONIA, NORMAL"
    ),
    ("model.head.outputs=sigmoid", "the recipe's has another shape (model.head, attention or scales)"),
    ("model.head.batch_norm=true", "the recipe's has another shape (model.head, attention or scales)"),
  ])
  func otherwiseOnlyTheBackbone(override: String, reason: String) throws {
    let loss = override.contains("sigmoid") ? ["train.loss.kind=bce_with_logits"] : []
    let (next, note) = try goingOn([override] + loss)
    #expect(note == "Begins from small, version 1; the head starts anew: \(reason)")
    #expect(try distance(base, next, backbone) == 0)
    #expect(try distance(base, next, head) > 1e-3)
    #expect(next.metadata.start?.includesHead == false)
  }

  @Test func anotherArchitectureIsRefused() throws {
    let recipe = try Recipe(
      yaml: training.recipe.yaml(), file: "small.yaml", overrides: ["model.architecture=mobilenet_v2"])
    let run = try TrainingRun(recipe, weights: .bundle(training.place("base")), observer: { _ in })
    let error = thrown(LearningError.self) { _ = try run.train(on: training.data, output: training.place("next")) }
    #expect(error == .otherArchitecture(bundle: "bundle", model: "compact_cnn", recipe: "mobilenet_v2"))
    #expect(error?.description.contains("--set model.architecture=compact_cnn") == true)
    #expect(!FileManager.default.fileExists(atPath: training.place("next/bundle").path))
  }

  @Test func whatIsNoModelIsRefused() throws {
    let run = try TrainingRun(training.recipe, weights: .bundle(training.data), observer: { _ in })
    #expect(
      thrown(BundleError.self) { _ = try run.train(on: training.data, output: training.place("next")) }
        == .notABundle("data"))
  }
}
