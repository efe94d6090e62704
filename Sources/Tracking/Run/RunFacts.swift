import Bundles
import Files
import Foundation
import Learning

/// What a training tells a tracking server of itself, under the server's names.
enum RunFacts {
  /// Files of a run's folder that are sent; not those with names of pictures or with pictures of patients by the sheet.
  static let artefacts = [
    "report.html", "curves.png", "curves.svg", "history.csv", "metrics.json", "stress.json", "bundle/MODEL_CARD.md",
  ]

  /// What is set apart from parameters: what ran, from which state of the source, for which recipe.
  static func tags(_ recipe: Recipe, git: CommandRunner = .system) -> [MLflowRequest.Entry] {
    var tags = [
      MLflowRequest.Entry("mlflow.source.type", "LOCAL"), MLflowRequest.Entry("mlflow.source.name", "hilum train"),
      MLflowRequest.Entry("hilum.version", ProductVersion.current),
    ]
    if !recipe.summary.isEmpty { tags.append(MLflowRequest.Entry("mlflow.note.content", recipe.summary)) }
    if let commit = commit(git) { tags.append(MLflowRequest.Entry("mlflow.source.git.commit", commit)) }
    return tags
  }

  /// The commit of the repository that the program is started in; nil where it is none.
  private static func commit(_ git: CommandRunner) -> String? {
    let outcome = git.run(["git", "rev-parse", "HEAD"])
    let text = outcome.text.trimmingCharacters(in: .whitespacesAndNewlines)
    return outcome.status == 0 && text.wholeMatch(of: /[0-9a-f]{40,64}/) != nil ? text : nil
  }

  /// The recipe key by key, and where it is trained.
  static func parameters(_ recipe: Recipe, device: String) -> [MLflowRequest.Entry] {
    recipe.settings.map { MLflowRequest.Entry($0.key.replacing("[", with: ".").replacing("]", with: ""), $0.value) }
      + [MLflowRequest.Entry("device", device)]
  }

  /// What a model learnt from: images by part and class, patients by part.
  static func parameters(_ data: DataDescription) -> [MLflowRequest.Entry] {
    let images = data.images.sorted { $0.key < $1.key }.flatMap { part, classes in
      classes.sorted { $0.key < $1.key }.map { MLflowRequest.Entry("data.images.\(part).\($0.key)", "\($0.value)") }
    }
    let patients = data.patients.sorted { $0.key < $1.key }.map {
      MLflowRequest.Entry("data.patients.\($0.key)", "\($0.value)")
    }
    return images + patients + (data.fingerprint.map { [MLflowRequest.Entry("data.fingerprint", $0)] } ?? [])
  }

  /// What an epoch gave.
  static func metrics(_ epoch: EpochResult) -> [MLflowRequest.Metric] {
    let now = Date.now.milliseconds
    return epoch.scalars.compactMap { MLflowRequest.Metric($0.name, $0.value, step: epoch.epoch, timestamp: now) }
  }

  /// What the finished model reached.
  ///
  /// The figures on validation data at its own operating point have other names than
  /// those of the epochs.
  static func metrics(_ measured: MeasuredMetrics, step: Int, model: String?) throws -> [MLflowRequest.Metric] {
    let now = Date.now.milliseconds
    return try MetricTree.numbers(of: measured, renaming: ["validation": "final_validation"]).compactMap {
      var metric = MLflowRequest.Metric($0.name, $0.value, step: step, timestamp: now)
      metric?.modelID = model
      return metric
    }
  }
}
