public import Bundles
public import Foundation
import Inference
import Radiograph

/// Measures what Hilum does on this machine, and by turns what a peer does.
public struct Benchmark: Sendable {
  /// What is measured, and how thoroughly.
  public struct Options: Sendable {
    /// Turns; figures are medians over them.
    public var rounds: Int
    /// Seconds that each figure takes in a turn.
    public var seconds: Double
    /// Where compiled models are kept.
    public var cache: URL?

    /// Options.
    public init(rounds: Int = 3, seconds: Double = 1, cache: URL? = nil) {
      self.rounds = max(1, rounds)
      self.seconds = seconds
      self.cache = cache
    }
  }

  private typealias Row = BenchmarkReport.Row

  private let bundle: ModelBundle
  private let pictures: [URL]
  private let program: URL
  private let peer: Peer?
  private let options: Options
  private let observer: @Sendable (BenchmarkReport.Row) -> Void

  /// A benchmark of a model.
  ///
  /// - Parameters:
  ///   - pictures: What is decoded, preprocessed and read.
  ///   - program: The `hilum` program, for cold starts.
  ///   - observer: Is told of each figure when it is there.
  /// - Throws: `BenchmarkError.noPictures`.
  public init(
    _ bundle: ModelBundle, pictures: [URL], program: URL, peer: Peer? = nil, options: Options = Options(),
    observer: @escaping @Sendable (BenchmarkReport.Row) -> Void = { _ in }
  ) throws(BenchmarkError) {
    guard !pictures.isEmpty else { throw .noPictures }
    self.bundle = bundle
    self.pictures = pictures
    self.program = program
    self.peer = peer
    self.options = options
    self.observer = observer
  }

  /// Measures everything.
  public func run() throws -> BenchmarkReport {
    let machine = Machine.current()
    // First, while this process is small: see ChildProcess.
    var rows = try coldStart()
    rows.append(try preprocessing())
    for precision in Precision.allCases where precision != .int8 || bundle.has(.quantizedGraph) {
      for batch in [1, 32] { rows.append(try forward(precision, batch: batch)) }
    }
    for precision in Precision.allCases where precision != .int8 || bundle.has(.quantizedGraph) {
      rows.append(try endToEnd(precision))
    }
    rows.append(try heatMap())
    return BenchmarkReport(
      machine: machine, model: "\(bundle.metadata.name) (\(bundle.metadata.network.architecture))", rows: rows)
  }

  // MARK: - Figures

  private func coldStart() throws -> [Row] {
    guard let picture = pictures.first else { return [] }
    let command = [program.path, "predict", "--model", bundle.url.path, picture.path, "--json"]
    _ = try ChildProcess.run(command)  // compiles the model into the cache
    return [
      try row(
        "predict, one picture, cold process", .milliseconds,
        ours: {
          let outcome = try ChildProcess.run(command)
          return BenchmarkFigure(outcome.milliseconds, megabytes: outcome.megabytes)
        }, theirs: { try $0.predict(picture) })
    ]
  }

  private func preprocessing() throws -> Row {
    let input = bundle.metadata.input
    let reading = input.readingOptions()
    return try row(
      "decode and preprocess, one thread", .milliseconds,
      ours: {
        let time = try Stopwatch.milliseconds {
          for picture in pictures {
            _ = try input.input(for: RadiographReader.read(contentsOf: picture, options: reading))
          }
        }
        return BenchmarkFigure(time / Double(pictures.count))
      }, theirs: { try $0.preprocess(pictures) })
  }

  private func forward(_ precision: Precision, batch: Int) throws -> Row {
    let engine = try engine(precision, .latency)
    let images = [Float](repeating: 0.5, count: batch * engine.signature.inputCount)
    return try row(
      "forward, batch \(batch), \(engine.precision)", .milliseconds,
      ours: { BenchmarkFigure(try Stopwatch.median(seconds: options.seconds) { _ = try engine.run(images) }) },
      theirs: { try $0.forward(batch: batch) })
  }

  private func endToEnd(_ precision: Precision) throws -> Row {
    let engine = try engine(precision, .throughput)
    let pass = ImagePass(engine, bundle.metadata.input)
    pass.forEach(Array(pictures.prefix(8))) { _, _ in }
    return try row(
      "files to logits, all cores, \(engine.precision)", .imagesPerSecond,
      ours: {
        var count = 0
        let started = ContinuousClock.now
        repeat {
          pass.forEach(pictures) { _, _ in }
          count += pictures.count
        } while (ContinuousClock.now - started) / .seconds(1) < options.seconds
        return BenchmarkFigure(Double(count) / ((ContinuousClock.now - started) / .seconds(1)))
      }, theirs: { try $0.evaluate(pictures) })
  }

  /// What a Grad-CAM map adds to a reading, in percent of the reading alone; both by turns on the same pictures.
  private func heatMap() throws -> Row {
    let predictor = try Predictor(
      bundle, options: EngineOptions(mode: .latency, cache: options.cache), explaining: true)
    let some = Array(pictures.prefix(16))
    for picture in some { _ = try predictor.read(picture, explainedBy: .gradCAM, overlay: nil) }
    return try row("a Grad-CAM map with every reading: added time", .percent) {
      var alone = 0.0
      var explained = 0.0
      for picture in some {
        alone += try Stopwatch.milliseconds { _ = try predictor.read(picture) }
        explained += try Stopwatch.milliseconds {
          _ = try predictor.read(picture, explainedBy: .gradCAM, overlay: nil)
        }
      }
      return BenchmarkFigure(100 * (explained / alone - 1))
    }
  }

  // MARK: - Turns

  private func engine(_ precision: Precision, _ mode: EngineOptions.Mode) throws -> OpenVINOEngine {
    let graph = try bundle.verified(precision == .int8 ? .quantizedGraph : .graph)
    return try OpenVINOEngine(
      contentsOf: graph, options: EngineOptions(precision: precision, mode: mode, cache: options.cache))
  }

  /// Measures both sides by turns.
  private func row(
    _ name: String, _ unit: BenchmarkReport.Row.Unit, ours: () throws -> BenchmarkFigure,
    theirs: ((Peer) throws -> BenchmarkFigure)? = nil
  ) throws -> Row {
    var mine: [BenchmarkFigure] = []
    var others: [BenchmarkFigure] = []
    for _ in 0..<options.rounds {
      mine.append(try ours())
      if let peer, let theirs { others.append(try theirs(peer)) }
    }
    let row = Row(
      name: name, unit: unit, hilum: BenchmarkFigure.median(mine) ?? BenchmarkFigure(0),
      peer: BenchmarkFigure.median(others))
    observer(row)
    return row
  }
}
