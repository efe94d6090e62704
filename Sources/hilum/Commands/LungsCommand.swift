import ArgumentParser
import Foundation
import Learning

/// `hilum lungs`: the network that outlines lungs.
struct LungsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "lungs", abstract: "Outline lungs, learn to, or measure outlines.",
    subcommands: [Outline.self, Train.self, Evaluate.self, Quantize.self])

  /// Where pictures and masks are.
  struct Material: ParsableArguments {
    @Option(help: "Folder with X-rays, at any depth.")
    var data: String

    @Option(help: "Folder with PNG masks of the same names, white where a lung is.")
    var masks: String

    func pairs() throws -> LungPairs {
      let bar = ProgressBar("Reading", unit: "pairs")
      return try LungPairs(images: URL(filePath: data), masks: URL(filePath: masks)) { bar.update($0, of: $1) }
    }
  }

  /// `hilum lungs train`.
  struct Train: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Learn to outline lungs from X-rays with masks.",
      discussion: """
        A fifth of the patients is held out and measured on at the end. The folder gets lungs.safetensors (the weights), \
        metrics.json and history.csv. Ctrl-C ends with exit code 130; --resume goes on from the last epoch.
        """)

    @OptionGroup var material: Material

    @Option(help: "Folder for the run; without --resume it must not exist or be empty.")
    var output: String

    @Option(help: "Passes over the pairs.")
    var epochs = LungTrainingOptions().epochs

    @Option(help: "Seed of everything that is drawn, and of who is held out.")
    var seed = LungTrainingOptions().seed

    @Option(help: "Threads of LibTorch (default: one a core).")
    var threads: Int?

    @Flag(name: .customLong("bf16"), help: "Convolve in bfloat16: faster where the processor can.")
    var bfloat16 = false

    @Flag(help: "Go on from the last epoch of a run that was stopped.")
    var resume = false

    func validate() throws {
      guard (1...10_000).contains(epochs) else { throw ValidationError("--epochs is from 1 to 10000") }
      guard threads.map((1...1024).contains) ?? true else { throw ValidationError("--threads is from 1 to 1024") }
    }

    func run() throws {
      var options = LungTrainingOptions()
      (options.epochs, options.seed, options.bfloat16) = (epochs, seed, bfloat16)
      if let threads { try LungTrainingRun.useThreads(threads) }
      let run = LungTrainingRun(options, interruption: Interrupt.handled()) { LungsCommand.show($0) }
      let report = try run.train(on: material.pairs(), output: URL(filePath: output), resuming: resume)
      try LungTable(report).lines.forEach(Console.output)
      try Console.output("The weights are in \(URL(filePath: output).relativePath)/lungs.safetensors.")
    }
  }

  /// `hilum lungs evaluate`.
  struct Evaluate: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Measure outlines on masks that people drew, with 95 % confidence intervals.")

    @Option(help: "The weights: lungs.safetensors.")
    var model: String

    @OptionGroup var material: Material

    @Flag(help: "Measure all pairs, those that the network learnt from too.")
    var all = false

    @Flag(help: "Print JSON on stdout and nothing else there.")
    var json = false

    func run() throws {
      let outliner = try LungOutliner(contentsOf: URL(filePath: model))
      let pairs = try material.pairs()
      let measured = all ? pairs.pairs : outliner.seed.map { pairs.divided(seed: $0).heldOut } ?? pairs.pairs
      guard !measured.isEmpty else { throw LungDataError.nothingHeldOut(pairs: pairs.pairs.count) }
      Console.message("Measuring \(measured.count) of \(pairs.pairs.count) pairs.")
      let bar = ProgressBar("Measuring", unit: "passes")
      let report = try LungEvaluator(outliner).report(measured, varying: true) { bar.update($0, of: $1) }
      if json { try Console.json(report) } else { try LungTable(report).lines.forEach(Console.output) }
    }
  }

  /// Shows how a training goes on.
  private static func show(_ event: LungTrainingRun.Event) {
    switch event {
    case .pairs(let learning, let heldOut, let patients, let unmasked, let stray):
      Console.message(
        "\(learning + heldOut) pairs of \(patients) patients: \(learning) to learn from, \(heldOut) held out; "
          + "\(unmasked) pictures have no mask, \(stray) masks no picture")
    case .batch(let epoch, let batch, let batches, let loss):
      guard batch.isMultiple(of: 20) else { return }
      Console.message("  epoch \(epoch)  batch \(batch)/\(batches)  loss \(String(format: "%.4f", loss))")
    case .epoch(let number, let epochs, let loss, let dice, let seconds):
      Console.message(
        "epoch \(number)/\(epochs)  loss \(String(format: "%.4f", loss))"
          + (dice.map { String(format: "  held-out Dice %.4f", $0) } ?? "") + String(format: "  %.1f s", seconds))
    }
  }
}
