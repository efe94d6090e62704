public import ArgumentParser
import Foundation
public import Scoring

/// Options for reading big lists, by several processes, to files.
struct OutputSelection: ParsableArguments {
  @Option(
    help: """
      Write to this file, JSON Lines (.jsonl) or Apache Parquet (.parquet), features also as an array of NumPy's (.npy); \
      readings go to stdout otherwise. What is done is kept in FILE.partial: the same command again goes on from there. Pictures that can't be read are rows with their \
      error, and no failure of the command.
      """)
  var output: String?

  @Option(help: "Read part I of N (I from 0) of all pictures: every N-th of their sorted list. Needs --output.")
  var shard: Shard?

  @Flag(help: "Read all anew, where --output is there or was begun.")
  var overwrite = false

  func validate() throws {
    guard output != nil else {
      guard shard == nil, !overwrite else { throw ValidationError("--shard and --overwrite need --output FILE") }
      return
    }
  }

  /// Sees that the file's name tells one of some formats.
  ///
  /// - Throws: `ValidationError`.
  func check(_ known: [RecordFormat]) throws {
    guard let file else { return }
    guard let format = RecordFormat(file), known.contains(format) else {
      let formats = known.map { ".\($0.fileExtension)" }.joined(separator: " or ")
      throw ValidationError("--output is a file called \(formats)")
    }
  }

  /// The file, if one was asked for.
  var file: URL? { output.map { URL(filePath: $0) } }

  /// Whether the file is there already, and is to be let be, which is said then.
  func isDone() -> Bool {
    guard let file, !overwrite, FileManager.default.fileExists(atPath: file.path) else { return false }
    Console.message("\(file.lastPathComponent) is there already; --overwrite reads anew.")
    return true
  }

  /// Reads the pictures of a plan to a file, or what is left of them, and says how many there were.
  ///
  /// - Parameter reader: makes what reads the picture with an index among the plan's inputs, once the run has begun.
  /// - Throws: `ScoringError`, `FileError`; what `reader` throws, and what it makes gives as a failure of the run.
  func score<Record: ScoredRecord>(
    _ plan: ScoringPlan, to file: URL, _ writer: any RecordWriter<Record>,
    reader: () throws -> @Sendable (Int) -> Result<Record, any Error>
  ) throws {
    let run = try ScoringRun(plan, to: file, writer, anew: overwrite)
    let left = plan.count - run.done
    if run.done > 0 { Console.message("\(run.done) of \(plan.count) pictures were read before; going on.") }
    let read = try reader()
    let bar = ProgressBar("Reading")
    let summary = try run(progress: { bar.update($0, of: left) }, read: read)
    Console.message(
      "\(file.lastPathComponent): \(summary.count) pictures, \(summary.failures) of them could not be read.")
    Console.message("Research software, not a medical device.")
  }
}

extension Shard: ExpressibleByArgument {
  /// Reads `I/N`.
  public init?(argument: String) { self.init(argument) }
}
