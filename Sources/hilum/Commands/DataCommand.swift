import ArgumentParser
import Foundation
import Learning

/// `hilum data`: looks at data sets and divides them.
struct DataCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "data", abstract: "Look at a data set, or divide it by patient.",
    subcommands: [Check.self, Split.self])

  /// `hilum data check`.
  struct Check: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Count, and find unreadable files, duplicates and patients shared between splits.")

    @Argument(help: "Folder with the data: class folders, train|val|test folders, NIH ChestX-ray14, or a CSV table.")
    var data: String

    @Flag(help: "Print JSON on stdout and nothing else there.")
    var json = false

    func run() throws {
      let bar = ProgressBar("Checking")
      let report = try DataCheck.run(URL(filePath: data)) { bar.update($0, of: $1) }
      if json { try Console.json(report) } else { try Console.output(report.text) }
    }
  }

  /// `hilum data split`.
  struct Split: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Divide a data set into train, val and test: patient by patient, stratified, as links.")

    @Argument(help: "Folder with the data.")
    var data: String

    @Option(help: "Folder for the division; it must not exist or be empty.")
    var output: String

    @Option(help: "Share of the images for validation.")
    var val = 0.1

    @Option(help: "Share of the images for test.")
    var test = 0.2

    @Option(help: "Seed of the division.")
    var seed: UInt64 = 101_010

    func validate() throws {
      guard val >= 0, test >= 0, val + test < 1 else {
        throw ValidationError("--val and --test are shares of the images: at least 0, together less than 1")
      }
    }

    func run() throws {
      let dataset = try Dataset.read(URL(filePath: data)).split(validation: val, test: test, seed: seed)
      try SplitWriter.write(dataset, to: URL(filePath: output))
      for split in Learning.Split.allCases {
        let counts = zip(dataset.classes, dataset.counts(in: split)).map { "\($0) \($1)" }
        try Console.output("\(split.rawValue): \(counts.joined(separator: ", "))")
      }
    }
  }
}
