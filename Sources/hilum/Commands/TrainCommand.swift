import ArgumentParser
import Bundles
import Datasets
import Foundation
import Learning
import Synchronization
import Tracking

/// `hilum train`.
struct TrainCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "train", abstract: "Learn a classifier from labelled X-rays.",
    discussion: """
      The run's folder gets bundle/ (the model), checkpoints/, logs/ (TensorBoard), metrics.json, history.csv, \
      curves.svg, curves.png and report.html. Temperature and operating point are chosen on validation data only.

      --track mlflow:URI logs the run to an MLflow server while it goes on: parameters, figures, files and the model.

      --ui shows losses and figures as they come on a web page, for this machine only; it ends with the training.

      The figures are printed as soon as the model has learnt; evidence, stress and the report come after them.

      Ctrl-C keeps the state and ends with exit code 130; --resume goes on from there. A second Ctrl-C ends at once.

      Several processes train together where a launcher starts them, such as torchrun --nproc-per-node 4 --no-python \
      hilum train … or srun; what a launcher starts anew goes on by itself.
      """)

  @OptionGroup var training: TrainingOptions

  @Option(help: "Folder for the run; without --resume it must not exist or be empty.")
  var output: String

  @Option(help: "The model's name (default: the recipe's).")
  var name: String?

  @Flag(help: "Go on from the checkpoint of a run that was stopped, to the same weights as without the stop.")
  var resume = false

  @Option(help: "Validation pictures that the model is measured on under stress in the end, at most; 0 for none.")
  var stressPictures = 250

  @OptionGroup var page: TrainingPage

  @OptionGroup var tracking: TrackingOptions

  func validate() throws {
    guard stressPictures >= 0 else { throw ValidationError("--stress-pictures is 0 or more") }
  }

  func run() throws {
    let environment = ProcessInfo.processInfo.environment
    let recipe = try training.resolvedRecipe()
    let (ranks, device) = try Ranks.joined(environment, training.device)
    let (data, folder) = (URL(filePath: training.data), URL(filePath: output))
    let log = TrainingLog()
    let printing = Mutex<Result<Void, any Error>>(.success(()))
    let tracker =
      try ranks.isFirst ? tracking.tracker(of: recipe, name: name, device: "\(device)", folder: folder) : nil
    let run = try TrainingRun(
      recipe, weights: training.weightsSource, name: name.map(ModelName.init), device: device, ranks: ranks,
      launcher: Launcher(environment), stressPictures: stressPictures, interruption: Interrupt.handled(),
      observer: { event in
        log.show(event)
        tracker?.note(event)
        guard case .measured(let metadata) = event else { return }
        printing.withLock { $0 = Result { try RunSummary(metadata).lines.forEach(Console.output) } }
      })
    guard ranks.isFirst else { return try assist(run, ranks, data) }
    let result = try page.showing(folder) {
      let training = { try run.train(on: data, output: folder, resuming: resume) }
      return try tracker?.tracking(training) ?? training()
    }
    try printing.withLock { try $0.get() }
    try Console.output(RunSummary.cost(of: result))
    try Console.output("Everything is in \(result.url.relativePath): open report.html to look at it.")
  }

  /// What ranks do that are not the first: they say nothing but what stops them, and of an interruption the first tells.
  private func assist(_ run: TrainingRun, _ ranks: Ranks, _ data: URL) throws {
    do {
      try run.assist(on: data)
    } catch LearningError.interrupted {
      throw ExitCode(130)
    } catch {
      Console.message("hilum: rank \(ranks.rank): \(error)")
      throw ExitCode.failure
    }
  }
}
