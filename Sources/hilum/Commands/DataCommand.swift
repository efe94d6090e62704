import ArgumentParser
import Datasets
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

    @Argument(help: "Folder with the data in any layout that is known, or a table.")
    var data: String

    @OptionGroup var selection: DataSelection

    @Option(help: "File for a contact sheet: 5 pictures of each class or finding as a model sees them (PNG).")
    var sheet: String?

    @Flag(help: "Print JSON on stdout and nothing else there.")
    var json = false

    func run() throws {
      let bar = ProgressBar("Checking")
      let dataset = try Dataset.read(URL(filePath: data), options: selection.applied())
      let report = DataCheck.run(dataset) { bar.update($0, of: $1) }
      if let sheet { try DataSheet(dataset).write(to: URL(filePath: sheet)) }
      if json { try Console.json(report) } else { try Console.output(report.text) }
    }
  }

  /// `hilum data split`.
  struct Split: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Divide a data set into train, val and test: patient by patient, stratified, as links.")

    @Argument(help: "Folder with the data, or a table.")
    var data: String

    @OptionGroup var selection: DataSelection

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
      let dataset = try Dataset.read(URL(filePath: data), options: selection.applied())
        .split(validation: val, test: test, seed: seed)
      try SplitWriter.write(dataset, to: URL(filePath: output))
      for split in Datasets.Split.allCases {
        let counts = zip(dataset.classes, dataset.counts(in: split)).map { "\($0) \($1)" }
        try Console.output("\(split.rawValue): \(counts.joined(separator: ", "))")
      }
    }
  }
}
