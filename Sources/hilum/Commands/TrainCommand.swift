import ArgumentParser
import Bundles
import Foundation
import Learning

/// `hilum train`.
struct TrainCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "train", abstract: "Learn a classifier from labelled X-rays.",
    discussion: """
      The run's folder gets bundle/ (the model), checkpoints/, logs/ (TensorBoard), metrics.json, history.csv, \
      curves.svg, curves.png and report.html. Temperature and operating point are chosen on validation data only.

      Ctrl-C keeps the state and ends with exit code 130; --resume goes on from there. A second Ctrl-C ends at once.
      """)

  @Option(help: "A recipe's name, or a YAML file.")
  var recipe: String

  @Option(help: "Folder with the data: class folders, train|val|test folders, NIH ChestX-ray14, or a CSV table.")
  var data: String

  @Option(help: "Folder for the run; without --resume it must not exist or be empty.")
  var output: String

  @Option(help: "A file with the backbone's weights, or 'none' (default: those that the recipe names).")
  var weights: String?

  @Option(name: .customLong("set"), help: "Change the recipe: key=value, such as optimizer.lr=3e-4. May be repeated.")
  var overrides: [String] = []

  @Option(help: "The model's name (default: the recipe's).")
  var name: String?

  @Option(help: "Where to train: auto, cpu or cuda.")
  var device = DeviceChoice.auto

  @Flag(help: "Go on from the checkpoint of a run that was stopped, to the same weights as without the stop.")
  var resume = false

  func run() throws {
    let recipe = try RecipeCatalogue.standard().recipe(recipe, overrides: overrides)
    let log = TrainingLog()
    let run = try TrainingRun(
      recipe, weights: weightsSource, name: name.map(ModelName.init), device: device.device(),
      interruption: Interrupt.handled(), observer: { log.show($0) })
    let result = try run.train(on: URL(filePath: data), output: URL(filePath: output), resuming: resume)
    try RunSummary(result.bundle).lines.forEach(Console.output)
    try Console.output("Everything is in \(result.url.relativePath): open report.html to look at it.")
  }

  private var weightsSource: WeightsSource {
    switch weights {
    case nil: .catalogue
    case "none": .random
    case .some(let path): .file(URL(filePath: path))
    }
  }
}
