import ArgumentParser
import Benchmarking
import Bundles
import Datasets
import Files
import Foundation
import Learning

/// `hilum bench`.
struct BenchCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "bench", abstract: "Measure this machine: each precision, pictures a second, cold start, memory.",
    discussion: """
      Figures are medians over the rounds. With --peer a folder of Python scripts (Benchmarks/Peer) does the same work, \
      by turns, and the ratios say how many times better Hilum is.
      """)

  @Option(help: "The model: a bundle, or the folder of a run.")
  var model: String

  @Argument(help: "Pictures to measure with, and folders of them.")
  var files: [String]

  @Option(help: "A folder with the peer's scripts.")
  var peer: String?

  @Option(help: "With --peer: the Python that has its libraries.")
  var peerPython = "python3"

  @Option(help: "With --peer: the state dict of its ResNet-18, with two classes.")
  var peerWeights: String?

  @Option(help: "Turns; a figure is the median over them.")
  var rounds = 3

  @Option(help: "Pictures that are used at most.")
  var limit = 64

  @Flag(help: "Print JSON on stdout and nothing else there.")
  var json = false

  func validate() throws {
    guard (peer == nil) == (peerWeights == nil) else {
      throw ValidationError("--peer DIR and --peer-weights FILE go together")
    }
    guard rounds > 0, limit > 0 else { throw ValidationError("--rounds and --limit are at least 1") }
  }

  func run() throws {
    let pictures = try PictureList.files(files)
    let chosen = Set((0..<min(limit, pictures.count)).map { $0 * pictures.count / min(limit, pictures.count) })
    let table = BenchmarkTable()
    let report = try Benchmark(
      ModelBundle(contentsOf: URL(filePath: model)),
      pictures: pictures.indices.filter(chosen.contains).map { URL(filePath: pictures[$0]).absoluteURL },
      program: URL(filePath: "/proc/self/exe").resolvingSymlinksInPath(),
      peer: try peer.flatMap { folder in
        try peerWeights.map { try Peer(URL(filePath: folder), python: peerPython, weights: URL(filePath: $0)) }
      },
      options: Benchmark.Options(rounds: rounds, cache: Caches().compiledModels),
      observer: { Console.message(table.line($0)) }
    ).run()
    if json { return try Console.json(report) }
    try table.lines(report).forEach(Console.output)
  }
}
