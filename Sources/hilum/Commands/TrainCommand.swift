import ArgumentParser
import Bundles
import Datasets
import Foundation
import Learning

/// `hilum train`.
struct TrainCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "train", abstract: "Learn a classifier from labelled X-rays.",
    discussion: """
      The run's folder gets bundle/ (the model), checkpoints/, logs/ (TensorBoard), metrics.json, history.csv, \
      curves.svg, curves.png and report.html. Temperature and operating point are chosen on validation data only.

      --ui shows losses and figures as they come on a web page, for this machine only; it ends with the training.

      Ctrl-C keeps the state and ends with exit code 130; --resume goes on from there. A second Ctrl-C ends at once.
      """)

  @OptionGroup var training: TrainingOptions

  @Option(help: "Folder for the run; without --resume it must not exist or be empty.")
  var output: String

  @Option(help: "The model's name (default: the recipe's).")
  var name: String?

  @Flag(help: "Go on from the checkpoint of a run that was stopped, to the same weights as without the stop.")
  var resume = false

  @OptionGroup var page: TrainingPage

  func run() throws {
    let log = TrainingLog()
    let run = try TrainingRun(
      training.resolvedRecipe(), weights: training.weightsSource, name: name.map(ModelName.init),
      device: training.device.device(tuning: true), interruption: Interrupt.handled(), observer: { log.show($0) })
    let (data, folder) = (URL(filePath: training.data), URL(filePath: output))
    let result = try page.showing(folder) { try run.train(on: data, output: folder, resuming: resume) }
    try RunSummary(result.bundle).lines.forEach(Console.output)
    try Console.output("Everything is in \(result.url.relativePath): open report.html to look at it.")
  }
}
