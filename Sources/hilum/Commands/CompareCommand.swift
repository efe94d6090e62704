import ArgumentParser
import Datasets
import Foundation
import Learning
import Metrics

/// `hilum compare`.
struct CompareCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "compare", abstract: "Hold trained runs against each other on the same test images.",
    discussion: """
      Every run has its own operating point. Differences from the first run are paired: the same patients are drawn for \
      both, and AUROC is compared by DeLong's method. Of several classes or findings each is compared by itself, with p-values that are \
      corrected by Holm's method. Runs of other tasks, or that were tested on other images, are refused.
      """)

  @Argument(help: "Folders of finished runs, at least two; the others are held against the first.")
  var runs: [String]

  @Option(help: "Folder for compare.html, compare.svg and compare.png.")
  var output: String?

  @Option(help: "Classes that go by other names: \"NORMAL=Normal,PNEUMONIA=Viral Pneumonia\".")
  var classes: String?

  @Option(help: "Resamples for the 95 % intervals.")
  var bootstrap = 2000

  @Flag(help: "Print JSON on stdout and nothing else there.")
  var json = false

  func validate() throws {
    guard runs.count > 1 else { throw ValidationError("at least two runs are needed") }
    guard (1...100_000).contains(bootstrap) else { throw ValidationError("--bootstrap is from 1 to 100000") }
  }

  func run() throws {
    let comparison = try RunComparison.compare(
      runs.map { URL(filePath: $0) }, classes: classes.map { try ClassChoice(parsing: $0) },
      bootstrap: Bootstrap(resamples: bootstrap))
    switch comparison {
    case .binary(let comparison):
      if let output { try comparison.write(to: URL(filePath: output)) }
      if json { return try Console.json(comparison) }
      try ComparisonTable(comparison).lines.forEach(Console.output)
    case .several(let comparison):
      if let output { try comparison.write(to: URL(filePath: output)) }
      if json { return try Console.json(comparison) }
      try SeveralComparisonTable(comparison).lines.forEach(Console.output)
    }
    if let output { try Console.output("The page is \(URL(filePath: output).relativePath)/compare.html.") }
  }
}
