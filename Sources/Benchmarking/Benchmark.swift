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
    let rows = try [coldStart(), preprocessing(), forward(batch: 1), forward(batch: 32), endToEnd(), heatMap()]
      .flatMap { $0 }
    return BenchmarkReport(
      machine: machine, model: "\(bundle.metadata.name) (\(bundle.metadata.network.architecture))", rows: rows)
  }

  // MARK: - Figures

  /// The precisions that the bundle has a graph for.
  private var precisions: [Precision] { Precision.allCases.filter { $0 != .int8 || bundle.has(.quantizedGraph) } }

  private func coldStart() throws -> [Row] {
    let picture = pictures[0]
    let command = [program.path, "predict", "--model", bundle.url.path, picture.path, "--json"]
    _ = try ChildProcess.run(command)  // compiles the model into the cache
    let side = Side(name: "predict, one picture, cold process") {
      let outcome = try ChildProcess.run(command)
      return BenchmarkFigure(outcome.milliseconds, megabytes: outcome.megabytes)
    }
    return try byTurns([side], .milliseconds) { try $0.predict(picture) }
  }

  private func preprocessing() throws -> [Row] {
    let input = bundle.metadata.input
    let reading = input.readingOptions()
    let side = Side(name: "decode and preprocess, one thread") {
      let time = try Stopwatch.milliseconds {
        for picture in pictures {
          _ = try input.input(for: RadiographReader.read(contentsOf: picture, options: reading))
        }
      }
      return BenchmarkFigure(time / Double(pictures.count))
    }
    return try byTurns([side], .milliseconds) { try $0.preprocess(pictures) }
  }

  private func forward(batch: Int) throws -> [Row] {
    let sides = try precisions.map { precision in
      let engine = try engine(precision, .latency)
      let images = [Float](repeating: 0.5, count: batch * engine.signature.inputCount)
      return Side(name: "forward, batch \(batch), \(engine.precision)") {
        BenchmarkFigure(try Stopwatch.median(seconds: options.seconds) { _ = try engine.run(images) })
      }
    }
    return try byTurns(sides, .milliseconds) { try $0.forward(batch: batch) }
  }

  private func endToEnd() throws -> [Row] {
    let sides = try precisions.map { precision in
      let engine = try engine(precision, .throughput)
      let pass = ImagePass(engine, bundle.metadata.input)
      pass.forEach(Array(pictures.prefix(8))) { _, _ in }
      return Side(name: "files to logits, all cores, \(engine.precision)") {
        var count = 0
        let started = ContinuousClock.now
        repeat {
          pass.forEach(pictures) { _, _ in }
          count += pictures.count
        } while (ContinuousClock.now - started) / .seconds(1) < options.seconds
        return BenchmarkFigure(Double(count) / ((ContinuousClock.now - started) / .seconds(1)))
      }
    }
    return try byTurns(sides, .imagesPerSecond) { try $0.evaluate(pictures) }
  }

  /// What a Grad-CAM map adds to a reading, in percent of the reading alone; both by turns on the same pictures.
  private func heatMap() throws -> [Row] {
    let predictor = try Predictor(
      bundle, options: EngineOptions(mode: .latency, cache: options.cache), explaining: true)
    let some = Array(pictures.prefix(16))
    for picture in some { _ = try predictor.read(.file(picture), explainedBy: .gradCAM) }
    let side = Side(name: "a Grad-CAM map with every reading: added time") {
      var alone = 0.0
      var explained = 0.0
      for picture in some {
        alone += try Stopwatch.milliseconds { _ = try predictor.read(.file(picture)) }
        explained += try Stopwatch.milliseconds {
          _ = try predictor.read(.file(picture), explainedBy: .gradCAM)
        }
      }
      return BenchmarkFigure(100 * (explained / alone - 1))
    }
    return try byTurns([side], .percent)
  }

  // MARK: - Turns

  private func engine(_ precision: Precision, _ mode: EngineOptions.Mode) throws -> any InferenceEngine {
    try bundle.engine { network in
      try network.network(EngineOptions(precision: precision, mode: mode, cache: options.cache))
    }
  }

  /// Something of Hilum's that is measured.
  private struct Side {
    let name: String
    let measure: () throws -> BenchmarkFigure
  }

  /// Measures Hilum's sides and the peer's by turns.
  private func byTurns(
    _ sides: [Side], _ unit: Row.Unit, peer theirs: ((Peer) throws -> BenchmarkFigure)? = nil
  ) throws -> [Row] {
    var ours = [[BenchmarkFigure]](repeating: [], count: sides.count)
    var others: [BenchmarkFigure] = []
    for _ in 0..<options.rounds {
      for (index, side) in sides.enumerated() { ours[index].append(try side.measure()) }
      if let peer, let theirs { others.append(try theirs(peer)) }
    }
    return zip(sides, ours).map { side, figures in
      let row = Row(
        name: side.name, unit: unit, hilum: BenchmarkFigure.median(figures) ?? BenchmarkFigure(0),
        peer: BenchmarkFigure.median(others))
      observer(row)
      return row
    }
  }
}
