public import Bundles
import Files
public import Foundation

/// Measures how the cost of Hilum's commands grows with the number of pictures.
///
/// Each phase is a process of its own, so that its memory is known, on data sets that a few pictures are repeated to; they are
/// made in a temporary folder, which is removed whatever happens, and is the place of whatever the phases write.
public struct ScaleBenchmark: Sendable {
  /// What is measured of.
  public struct Options: Sendable {
    /// How many pictures there are in each data set, fewest first.
    public var sizes: [Int]
    /// The recipe by which the model is trained further; no training where nil.
    public var recipe: String?

    /// Options.
    public init(sizes: [Int] = [1000, 10_000], recipe: String? = nil) {
      self.sizes = Array(Set(sizes.filter { $0 > 0 })).sorted()
      self.recipe = recipe
    }
  }

  private let bundle: ModelBundle
  private let pictures: [URL]
  private let program: URL
  private let options: Options
  private let isInterrupted: @Sendable () -> Bool
  private let observer: @Sendable (String, ScaleReport.Cost) -> Void

  /// A benchmark of a model.
  ///
  /// - Parameters:
  ///   - pictures: What is repeated.
  ///   - program: The `hilum` program.
  ///   - isInterrupted: Says whether someone wants an end.
  ///   - observer: Is told of each phase when it is done.
  /// - Throws: `BenchmarkError.noPictures`.
  public init(
    _ bundle: ModelBundle, pictures: [URL], program: URL, options: Options = Options(),
    isInterrupted: @escaping @Sendable () -> Bool = { false },
    observer: @escaping @Sendable (String, ScaleReport.Cost) -> Void = { _, _ in }
  ) throws(BenchmarkError) {
    guard !pictures.isEmpty else { throw .noPictures }
    self.bundle = bundle
    self.pictures = pictures
    self.program = program
    self.options = options
    self.isInterrupted = isInterrupted
    self.observer = observer
  }

  /// Measures every phase at every size.
  ///
  /// - Throws: `BenchmarkError`, `FileError`.
  public func run() throws -> ScaleReport {
    var report = ScaleReport(
      machine: .current(), model: "\(bundle.metadata.name) (\(bundle.metadata.network.architecture))",
      originals: pictures.count, phases: [])
    for size in options.sizes {
      let folder = FileManager.default.temporaryDirectory.appending(path: "hilum-scale-\(UUID().uuidString)")
      try Folder.make(at: folder)
      defer { try? FileManager.default.removeItem(at: folder) }
      let data = try RepeatedPictures(
        pictures, count: size, labels: bundle.metadata.classes, in: folder, isInterrupted: isInterrupted)
      for (index, phase) in phases(of: data.table.path, in: folder).enumerated() {
        let outcome = try ChildProcess.run([program.path] + phase.words, isInterrupted: isInterrupted)
        let cost = ScaleReport.Cost(pictures: size, outcome)
        if report.phases.indices.contains(index) {
          report.phases[index].costs.append(cost)
        } else {
          report.phases.append(ScaleReport.Phase(name: phase.name, costs: [cost]))
        }
        observer(phase.name, cost)
      }
    }
    return report
  }

  /// The commands of the phases, each with what it is called.
  private func phases(of table: String, in folder: URL) -> [(name: String, words: [String])] {
    let model = bundle.url.path
    func place(_ name: String) -> String { folder.appending(path: name).path }
    var phases = [
      ("index and split", ["data", "split", table, "--output", place("split")]),
      ("check", ["data", "check", table, "--json"]),
      ("predict", ["predict", "--model", model, table, "--output", place("readings.jsonl")]),
      ("evaluate", ["evaluate", "--model", model, "--data", table, "--json"]),
    ]
    if let recipe = options.recipe {
      let train = ["train", "--recipe", recipe, "--data", table, "--weights", model, "--output"]
      phases.append(("feature pass and one epoch", train + [place("epoch"), "--set", "epochs=1"]))
      phases.append(("train", train + [place("run")]))
    }
    return phases
  }
}
