import ArgumentParser
import Bundles
import Datasets
import Foundation
import Inference
import Learning
import Metrics
import ServerCommands
import Stress

/// `hilum stress`.
struct StressCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "stress",
    abstract: "Measure a model at its operating point on pictures that are changed as other films differ.",
    discussion: """
      medmnist_c is the public battery MedMNIST-C for chest X-rays (13 kinds of 5 severities); own has what scanners, \
      positions and markers do; light is a few of both, at severities 2 and 4.
      """)

  @Option(help: "The model: a bundle, or the folder of a run.")
  var model: String

  @Option(help: "Folder with the data; of a data set with parts, test is measured.")
  var data: String

  @Option(help: "The battery: \(StressBattery.named.keys.sorted().joined(separator: ", ")).")
  var battery = StressBattery.medmnistC.id

  @Option(help: "One severity, or all that the battery has.")
  var severity = "all"

  @Option(help: "Seed of what is drawn.")
  var seed: UInt64 = 0

  @Option(help: "Folder for stress.json, stress.html, stress.svg and stress.png.")
  var output: String?

  @Flag(help: "Print JSON on stdout and nothing else there.")
  var json = false

  @OptionGroup var reading: DataSelection

  @OptionGroup var selection: EngineSelection

  func validate() throws {
    let names = StressBattery.named.keys.sorted().joined(separator: ", ")
    guard StressBattery.named[battery] != nil else { throw ValidationError("--battery is one of \(names)") }
    guard severity == "all" || Int(severity).map((1...5).contains) == true else {
      throw ValidationError("--severity is from 1 to 5, or all")
    }
    guard !cells.isEmpty else { throw ValidationError("the battery '\(battery)' has no severity \(severity)") }
  }

  /// What of the battery is asked for.
  private var cells: [Stress] {
    let cells = StressBattery.named[battery]?.cells ?? []
    return Int(severity).map { severity in cells.filter { $0.severity == severity } } ?? cells
  }

  func run() throws {
    let bundle = try ModelBundle(contentsOf: URL(filePath: model))
    let options = try reading.applied(to: DatasetOptions(for: bundle.metadata))
    let dataset = try EvaluateCommand.measured(Dataset.read(URL(filePath: data), options: options))
    for note in dataset.provenance.notes { Console.message(note) }
    let engine = try selection.engine(bundle, mode: .throughput)
    let bar = ProgressBar("Under stress")
    let total = dataset.samples.count
    let report = try Evaluator(bundle, engine: engine)
      .stress(dataset, StressBattery(id: battery, cells: cells), seed: seed) { bar.update($0, of: total) }
    if let output { try report.write(to: URL(filePath: output), model: bundle.metadata.name) }
    if json { return try Console.json(report) }
    try StressTable(report).lines.forEach(Console.output)
    if let output { try Console.output("The page is \(URL(filePath: output).relativePath)/stress.html.") }
  }
}
