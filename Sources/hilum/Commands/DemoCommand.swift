import ArgumentParser
import Foundation
import Learning

/// `hilum demo`.
struct DemoCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "demo",
    abstract: "The whole life of a model on real chest X-rays: fetch, check, split, train, measure, predict.")

  @Option(help: "Folder for everything.")
  var output = "demo"

  func run() throws {
    let started = ContinuousClock.now
    let log = TrainingLog(showsBatches: false)
    let demonstration = try Demonstration(output: URL(filePath: output), observer: { log.show($0) })

    title("Data: real X-rays of children, divided so that no patient is in two parts")
    _ = try demonstration.prepareData()
    Console.output(try demonstration.check().text)

    title("Training: a new head on a frozen MobileNetV2 with ImageNet's weights")
    let result = try demonstration.train()

    title("Measured on patients it never saw")
    RunSummary(result.bundle).lines.forEach(Console.output)

    title("Readings of test pictures, with heat-maps")
    for reading in try demonstration.predict(result.bundle) { Console.output(ReadingLine(reading).text) }

    title("Where everything is")
    Console.output("  report     \(result.url.relativePath)/report.html")
    Console.output("  model      \(result.url.relativePath)/bundle")
    Console.output("  heat-maps  \(demonstration.heatmaps.relativePath)")
    Console.output("  data       \(demonstration.data.relativePath)")
    Console.output("Try: hilum predict --model \(result.url.relativePath) --heatmap /tmp YOUR-XRAY.jpeg")
    Console.output("Done in \(ProgressBar.clock((ContinuousClock.now - started).seconds)).")
  }

  private func title(_ text: String) { Console.output("\n\(text)\n" + String(repeating: "─", count: text.count)) }
}
