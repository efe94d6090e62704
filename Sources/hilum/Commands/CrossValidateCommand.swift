import ArgumentParser
import Datasets
import Foundation
import Learning
import Metrics

/// `hilum cross-validate`.
struct CrossValidateCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "cross-validate",
    abstract: "Train and measure a recipe on k folds of the patients: mean ± SD of every metric.",
    discussion: """
      All images take part, whatever folders they are in. The output folder gets a run for each fold, \
      cross-validation.json, and out-of-fold.csv with the prediction of the model that has not seen the patient.
      """)

  @OptionGroup var training: TrainingOptions

  @Option(help: "Folds.")
  var folds = 5

  @Option(help: "Folder for everything; without --resume it must not exist or be empty.")
  var output: String

  @Flag(help: "Leave finished folds alone and go on with the one that was stopped.")
  var resume = false

  @Flag(help: "Print JSON on stdout and nothing else there.")
  var json = false

  func run() throws {
    let log = TrainingLog()
    let validation = try CrossValidation(
      training.resolvedRecipe(), folds: folds, weights: training.weightsSource,
      device: training.device.device(tuning: true),
      interruption: Interrupt.handled(), observer: { log.show($0) })
    let result = try validation.run(on: URL(filePath: training.data), output: URL(filePath: output), resuming: resume)
    if json { return try Console.json(result) }
    try Console.output("Mean ± SD over \(folds) folds, on patients not seen, each at its own operating point:")
    if let several = result.several {
      for figure in SeveralFigure.allCases { try Self.show(figure.rawValue, several[figure]) }
      for (name, spread) in several.auroc.sorted(by: { $0.key < $1.key }) { try Self.show("auroc \(name)", spread) }
      return try Console.output("Research software, not a medical device.")
    }
    for figure in Figure.allCases { try Self.show(figure.rawValue, result.summary[figure]) }
  }

  private static func show(_ name: String, _ spread: FoldSummary.Spread?) throws {
    guard let spread else { return }
    let deviation = spread.sd.map { " ± " + String(format: "%.3f", $0) } ?? ""
    let title = name.padding(toLength: max(20, name.count), withPad: " ", startingAt: 0)
    try Console.output("  \(title) \(String(format: "%.3f", spread.mean))\(deviation)")
  }
}
