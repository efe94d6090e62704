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

  /// Whether the file is there already, and is to be let be.
  var isDone: Bool { file.map { !overwrite && FileManager.default.fileExists(atPath: $0.path) } ?? false }
}

extension Shard: ExpressibleByArgument {
  /// Reads `I/N`.
  public init?(argument: String) { self.init(argument) }
}
