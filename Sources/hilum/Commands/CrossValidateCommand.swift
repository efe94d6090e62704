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
      training.resolvedRecipe(), folds: folds, weights: training.weightsSource, device: training.device.device(),
      interruption: Interrupt.handled(), observer: { log.show($0) })
    let result = try validation.run(on: URL(filePath: training.data), output: URL(filePath: output), resuming: resume)
    if json { return try Console.json(result) }
    try Console.output("Mean ± SD over \(folds) folds, on patients not seen, each at its own operating point:")
    for figure in Figure.allCases {
      guard let spread = result.summary[figure] else { continue }
      let deviation = spread.sd.map { " ± " + String(format: "%.3f", $0) } ?? ""
      let name = figure.rawValue.padding(toLength: 20, withPad: " ", startingAt: 0)
      try Console.output("  \(name) \(String(format: "%.3f", spread.mean))\(deviation)")
    }
  }
}
