import ArgumentParser
import Bundles
import Datasets
import Foundation
import Inference
import Learning
import Metrics
import ServerCommands

/// `hilum evaluate`.
struct EvaluateCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "evaluate", abstract: "Measure a model on labelled X-rays, with 95 % confidence intervals.")

  @Option(help: "The model: a bundle, or the folder of a run.")
  var model: String

  @Option(help: "Folder with the data; of a data set with parts, test is measured.")
  var data: String

  @Flag(help: "Print JSON on stdout and nothing else there.")
  var json = false

  @Option(help: "Threshold for the positive class of two (default: the model's operating point).")
  var threshold: Double?

  @Flag(help: "Measure as well with the lungs hidden, and with nothing but the lungs shown.")
  var evidence = false

  @Option(
    name: .customLong("by"),
    help:
      "Figures by group, too: \(SampleAttribute.allCases.map(\.rawValue).joined(separator: ", ")); several with commas."
  )
  var attributes: AttributeList?

  @OptionGroup var reading: DataSelection

  @OptionGroup var selection: EngineSelection

  func validate() throws {
    if let threshold, !(0...1).contains(threshold) {
      throw ValidationError("--threshold is a probability, from 0 to 1")
    }
  }

  func run() throws {
    let bundle = try ModelBundle(contentsOf: URL(filePath: model))
    if threshold != nil, bundle.metadata.task != .binary {
      throw ValidationError(
        "--threshold is for models of two classes; every class or finding of this one has a threshold of its own")
    }
    var options = try reading.applied(to: DatasetOptions(for: bundle.metadata))
    let attributes = attributes?.attributes ?? []
    options.attributes = Set(attributes)
    let dataset = try Self.measured(Dataset.read(URL(filePath: data), options: options))
    for note in dataset.provenance.notes { Console.message(note) }
    let engine = try selection.engine(bundle, mode: .throughput)
    let bar = ProgressBar("Evaluating")
    let total = dataset.samples.count
    let evaluator = Evaluator(bundle, engine: engine)
    var result = try evaluator.evaluate(
      dataset, threshold: threshold, by: attributes, progress: { bar.update($0, of: total) })
    if evidence {
      let bar = ProgressBar("Looking for evidence")
      result.evidence = try evaluator.evidence(dataset, threshold: threshold) { bar.update($0, of: total) }
    }
    for (path, reason) in result.unreadable { Console.message("\(path) can't be read: \(reason)") }
    if !result.unreadable.isEmpty { Console.message("\(result.unreadable.count) of \(total) images left out.") }
    if json { return try Console.json(result) }
    let speed = String(format: "%.1f images/s", result.imagesPerSecond)
    switch result.report {
    case .binary(let report):
      try Console.output("\(report.n) images, AUROC \(FigureTable.text(.auroc, in: report.atThreshold)), \(speed)")
      try FigureTable(report).lines.forEach(Console.output)
      try ([""] + ClassTable(report).lines).forEach(Console.output)
    case .several(let report):
      try Console.output("\(report.n) images, \(speed)")
      try SeveralTable(report).lines.forEach(Console.output)
      try ([""] + ClassTable(report).lines).forEach(Console.output)
      if result.groups != nil || result.evidence != nil {
        try Console.output("Groups and evidence are of the question whether anything is found:")
      }
    }
    for groups in result.groups ?? [] { try GroupLines(groups).lines.forEach(Console.output) }
    try result.evidence?.lines.forEach(Console.output)
    try Console.output("Research software, not a medical device.")
  }

  /// The test part where there is one, which is said.
  static func measured(_ dataset: Dataset) -> Dataset {
    guard dataset.samples.contains(where: { $0.split == .test }) else { return dataset }
    Console.message("Measuring the test part.")
    return dataset.replacing(samples: dataset.samples(in: .test))
  }
}
