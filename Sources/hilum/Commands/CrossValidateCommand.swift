import ArgumentParser
import Datasets
import Foundation
import Learning
import Metrics
import Synchronization
import Tracking

/// `hilum cross-validate`.
struct CrossValidateCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "cross-validate",
    abstract: "Train and measure a recipe on k folds of the patients: mean ± SD of every metric.",
    discussion: """
      All images take part, whatever folders they are in. The output folder gets a run for each fold, \
      cross-validation.json, and out-of-fold.csv with the prediction of the model that has not seen the patient.

      --hold-out keeps the test part from all folds, and measures a model on it in the end, once: ensemble, the mean of \
      the folds' models, or refit, one more training on the data's own train and validation parts. final/ has the model.

      --track mlflow:URI logs each fold as a run of its own to an MLflow server.
      """)

  @OptionGroup var training: TrainingOptions

  @Option(help: "Folds.")
  var folds = 5

  @Option(
    help: "Keep the test part from all folds and measure it once, with: ensemble or refit (default: no part is kept).")
  var holdOut: HeldOutModel?

  @Option(help: "Folder for everything; without --resume it must not exist or be empty.")
  var output: String

  @Flag(help: "Leave finished folds alone and go on with the one that was stopped.")
  var resume = false

  @Flag(help: "Print JSON on stdout and nothing else there.")
  var json = false

  @OptionGroup var tracking: TrackingOptions

  func run() throws {
    let log = TrainingLog()
    let recipe = try training.resolvedRecipe()
    let device = try training.device.device(tuning: true)
    let current = CurrentTracker()
    let validation = try CrossValidation(
      recipe, folds: folds, heldOut: holdOut, weights: training.weightsSource, device: device,
      interruption: Interrupt.handled(),
      attend: { [tracking] name, folder, training in
        let tracker = try tracking.tracker(of: recipe, name: name, device: "\(device)", folder: folder)
        return try current.following(tracker, training)
      },
      observer: { event in
        log.show(event)
        current.note(event)
      })
    let result = try validation.run(on: URL(filePath: training.data), output: URL(filePath: output), resuming: resume)
    if json { return try Console.json(result) }
    try Console.output("Mean ± SD over \(folds) folds, on patients not seen, each at its own operating point:")
    if let several = result.several {
      for figure in SeveralFigure.allCases { try Self.show(figure.rawValue, several[figure]) }
      for (name, spread) in several.auroc.sorted(by: { $0.key < $1.key }) { try Self.show("auroc \(name)", spread) }
    } else {
      for figure in Figure.allCases { try Self.show(figure.rawValue, result.summary[figure]) }
    }
    if let heldOut = result.heldOut { try Self.show(heldOut) }
    try Console.output("Research software, not a medical device.")
  }

  private static func show(_ heldOut: HeldOutResult) throws {
    let model = heldOut.model == .ensemble ? "the mean of the folds' models" : "a model trained once more"
    try Console.output("The test part, which no fold has seen, measured once with \(model):")
    switch heldOut.report {
    case .binary(let report):
      try Console.output("  \(report.n) images, AUROC \(FigureTable.text(.auroc, in: report.atThreshold))")
      for line in FigureTable(report).lines { try Console.output("  " + line) }
    case .several(let report):
      for line in SeveralTable(report).lines { try Console.output("  " + line) }
    }
  }

  private static func show(_ name: String, _ spread: FoldSummary.Spread?) throws {
    guard let spread else { return }
    let deviation = spread.sd.map { " ± " + String(format: "%.3f", $0) } ?? ""
    let title = name.padding(toLength: max(20, name.count), withPad: " ", startingAt: 0)
    try Console.output("  \(title) \(String(format: "%.3f", spread.mean))\(deviation)")
  }
}

/// What logs the training that is under way, if anything does.
private final class CurrentTracker: Sendable {
  private let tracker = Mutex<RunTracker?>(nil)

  /// Does a training that is logged.
  func following(_ tracker: RunTracker?, _ training: () throws -> RunResult) throws -> RunResult {
    guard let tracker else { return try training() }
    self.tracker.withLock { $0 = tracker }
    defer { self.tracker.withLock { $0 = nil } }
    return try tracker.tracking(training)
  }

  /// Tells it of an event.
  func note(_ event: TrainingEvent) { tracker.withLock { $0 }?.note(event) }
}
