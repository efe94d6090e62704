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

      With --scale it is measured instead how the cost grows: the pictures are repeated to data sets of --pictures, in the \
      folder for temporary files, and processor time and memory told of each phase: index and split, check, predict, \
      evaluate, and with --recipe the training of the model's head. Small pictures need less room: a copy is made of each.
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

  @Flag(help: "Measure how time and memory grow with the number of pictures.")
  var scale = false

  @Option(help: "With --scale: the sizes of the data sets, with commas between them. (default: 1000,10000)")
  var pictures: String?

  @Option(help: "With --scale: the recipe by which the model is trained further, such as mobilenetv2-frozen.")
  var recipe: String?

  @Flag(help: "Print JSON on stdout and nothing else there.")
  var json = false

  /// The sizes of the data sets; nil where they are no numbers.
  private var sizes: [Int]? {
    let numbers = (pictures ?? "1000,10000").split(separator: ",").map { Int($0) }
    return numbers.isEmpty || numbers.contains { $0.map { !(1...10_000_000).contains($0) } ?? true }
      ? nil : numbers.compactMap(\.self)
  }

  func validate() throws {
    guard (peer == nil) == (peerWeights == nil) else {
      throw ValidationError("--peer DIR and --peer-weights FILE go together")
    }
    guard sizes != nil else { throw ValidationError("--pictures is one or more numbers, such as 1000,10000") }
    guard scale || (pictures == nil && recipe == nil) else {
      throw ValidationError("--pictures and --recipe go with --scale")
    }
    guard !scale || peer == nil else { throw ValidationError("--scale and --peer don't go together") }
    guard rounds > 0, limit > 0 else { throw ValidationError("--rounds and --limit are at least 1") }
  }

  func run() throws {
    let given = try PictureList.files(files)
    let count = min(limit, given.count)
    let pictures = (0..<count).map { URL(filePath: given[$0 * given.count / count]).absoluteURL }
    let bundle = try ModelBundle(contentsOf: URL(filePath: model))
    let program = URL(filePath: "/proc/self/exe").resolvingSymlinksInPath()
    if scale { return try measureScale(bundle, pictures, program) }
    let table = BenchmarkTable()
    let report = try Benchmark(
      bundle, pictures: pictures, program: program,
      peer: try peer.flatMap { folder in
        try peerWeights.map { try Peer(URL(filePath: folder), python: peerPython, weights: URL(filePath: $0)) }
      },
      options: Benchmark.Options(rounds: rounds, cache: Caches().compiledModels),
      observer: { Console.message(table.line($0)) }
    ).run()
    if json { return try Console.json(report) }
    try table.lines(report).forEach(Console.output)
  }

  private func measureScale(_ bundle: ModelBundle, _ pictures: [URL], _ program: URL) throws {
    let (table, interruption) = (ScaleTable(), Interrupt.handled())
    do {
      let report = try ScaleBenchmark(
        bundle, pictures: pictures, program: program,
        options: ScaleBenchmark.Options(sizes: sizes ?? [], recipe: recipe),
        isInterrupted: { interruption.isRequested },
        observer: { Console.message("\($0): \(table.text($1))") }
      ).run()
      if json { return try Console.json(report) }
      try table.lines(report).forEach(Console.output)
    } catch BenchmarkError.interrupted {
      throw ExitCode(130)
    }
  }
}
