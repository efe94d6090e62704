import Backbones
import Bundles
import Foundation
import Metrics
import Torch

/// One's own model that a training goes on from: its backbone, and its head where that decides the same.
struct StartingModel {
  private let bundle: ModelBundle

  /// The model of a bundle, or of a run's folder.
  ///
  /// - Throws: `BundleError`, ``LearningError/ensembleAsStart(_:)``.
  init(_ url: URL) throws {
    bundle = try ModelBundle(contentsOf: url)
    guard bundle.members.isEmpty else { throw LearningError.ensembleAsStart(bundle.name) }
  }

  /// Sets a network to the model's weights.
  ///
  /// The head is taken where its shape is the same, dropout aside, and task, classes and their order are; else it stays as
  /// it is.
  ///
  /// - Parameters:
  ///   - classes: What the network shall decide.
  ///   - observer: Is told what was taken.
  /// - Throws: ``LearningError/otherArchitecture(bundle:model:recipe:)``; `BundleError` for a bundle that is damaged.
  func load(
    into classifier: Classifier, deciding classes: TaskClasses, observer: (TrainingEvent) -> Void
  ) throws -> ModelStart {
    let metadata = bundle.metadata
    guard try metadata.network.backbone() == classifier.architecture else {
      throw LearningError.otherArchitecture(
        bundle: bundle.name, model: metadata.network.architecture, recipe: classifier.architecture.rawValue)
    }
    let base = try ModelReference(bundle)
    let weights = try bundle.weights()
    let obstacle = try obstacle(to: classifier.options, deciding: classes)
    if let obstacle {
      try classifier.loadBackbone(weights)
      observer(.note("Begins from \(base.name), version \(base.version); the head starts anew: \(obstacle)"))
    } else {
      try classifier.store.load(weights)
      observer(.note("Begins from \(base.name), version \(base.version), with its head"))
    }
    return ModelStart(base: base, includesHead: obstacle == nil)
  }

  /// Why the head can't be taken; nil where it can.
  private func obstacle(to head: Head.Options, deciding classes: TaskClasses) throws -> String? {
    let own = TaskClasses(bundle.metadata)
    guard own == classes else {
      return own.names == classes.names
        ? "the model's task is \(own.task.rawValue), that of the data \(classes.task.rawValue)"
        : "the model's classes are \(Self.list(own)), those of the data \(Self.list(classes))"
    }
    var shape = try bundle.metadata.network.head()
    shape.dropout = head.dropout
    return shape == head ? nil : "the recipe's has another shape (model.head, attention or scales)"
  }

  private static func list(_ classes: TaskClasses) -> String { classes.names.joined(separator: ", ") }
}
