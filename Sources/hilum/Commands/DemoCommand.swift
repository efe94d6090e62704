import ArgumentParser
import Bundles
import Datasets
import Foundation
import Learning
import Metrics
import ServerCommands

/// `hilum demo`.
struct DemoCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "demo",
    abstract: "The whole life of a model on real chest X-rays: fetch, check, split, train, measure, predict.")

  @Option(help: "Folder for everything.")
  var output = "demo"

  @Flag(help: "Serve the model and the web page afterwards, until Ctrl-C.")
  var serve = false

  func run() throws {
    let started = ContinuousClock.now
    let log = TrainingLog(showsBatches: false)
    let demonstration = try Demonstration(output: URL(filePath: output), observer: { log.show($0) })

    try title("Data: real X-rays of children, divided so that no patient is in two parts")
    _ = try demonstration.prepareData()
    try Console.output(demonstration.check().text)

    try title("Training: a new head on a frozen MobileNetV2 with ImageNet's weights")
    let result = try demonstration.train()

    try title("Measured on patients it never saw")
    try RunSummary(result.bundle.metadata).lines.forEach(Console.output)

    if let evidence = result.bundle.metadata.metrics.evidence {
      try title("Whether the readings come from the lungs")
      try evidence.lines.forEach(Console.output)
    }

    if let stress = result.bundle.metadata.metrics.stress {
      try title("On \(stress.clean.n) validation pictures, changed as films of elsewhere differ")
      try stress.lines().forEach(Console.output)
    }

    try title("Readings of test pictures, with heat-maps")
    for reading in try demonstration.predict(result.bundle) { try Console.output(ReadingLine(reading).text) }

    try title("Where everything is")
    try Console.output("  report     \(result.url.relativePath)/report.html")
    try Console.output("  model      \(result.url.relativePath)/bundle")
    try Console.output("  heat-maps  \(demonstration.heatmaps.relativePath)")
    try Console.output("  data       \(demonstration.data.relativePath)")
    let bundle = result.url.appending(path: "bundle")
    // As it was called: a program that was just built is on nobody's path.
    let program = CommandLine.arguments.first ?? "hilum"
    try title("What to try next")
    try Console.output("  \(program) predict --model \(result.url.relativePath) --heatmap /tmp YOUR-XRAY.jpeg")
    if !serve {
      try Console.output("  \(program) serve --models \(bundle.relativePath)")
      try Console.output("  … and open http://127.0.0.1:8000 in a browser, to drop X-rays on the page")
    }
    try Console.output("Done in \(ProgressBar.clock((ContinuousClock.now - started).seconds)).")
    guard serve else { return }
    try ServerProcess.run(models: bundle) { Console.message("Open \($0) in a browser; Ctrl-C ends the server.") }
  }

  private func title(_ text: String) throws {
    try Console.output("\n\(text)\n" + String(repeating: "─", count: text.count))
  }
}
