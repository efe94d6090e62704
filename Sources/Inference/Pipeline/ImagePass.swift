public import Foundation
public import Radiograph

/// Runs a network over many image files: each core decodes, preprocesses and infers its own images side by side.
///
/// An engine in throughput mode with as many streams as cores keeps all of them busy with no hand-over between stages, and
/// a file that can't be read costs only itself.
public struct ImagePass: Sendable {
  private let engine: any InferenceEngine
  private let preprocessing: Preprocessing
  private let wanted: OptionalOutputs
  private let workers: Int?
  private let change: (@Sendable (Radiograph, Int) throws -> Radiograph)?

  /// A pass with as many workers as the processor has cores, unless told otherwise.
  ///
  /// - Parameter change: makes another picture of each, with its index, before it is prepared.
  public init(
    _ engine: any InferenceEngine, _ preprocessing: Preprocessing, wanted: OptionalOutputs = [], workers: Int? = nil,
    change: (@Sendable (Radiograph, Int) throws -> Radiograph)? = nil
  ) {
    self.engine = engine
    self.preprocessing = preprocessing
    self.wanted = wanted
    self.workers = workers
    self.change = change
  }

  /// Runs the network on every file; `body` gets each result with the file's index, on any thread and in any order.
  ///
  /// - Parameter progress: is told how many files are done; from any thread.
  public func forEach(
    _ files: [URL], progress: (@Sendable (Int) -> Void)? = nil,
    _ body: @Sendable (Int, Result<EngineOutput, any Error>) -> Void
  ) {
    let options = preprocessing.readingOptions()
    let size = engine.signature.inputCount
    WorkQueue(files.count, workers: workers)
      .forEach(scratch: { [Float](repeating: 0, count: size) }, progress: progress) { index, input in
        body(index, Result { try run(files[index], index, options, &input) })
      }
  }

  private func run(_ file: URL, _ index: Int, _ options: ReadingOptions, _ input: inout [Float]) throws -> EngineOutput
  {
    var picture = try RadiographReader.read(contentsOf: file, options: options)
    if let change { picture = try change(picture, index) }
    let image = try preprocessing.prepare(picture)
    return try input.withUnsafeMutableBufferPointer { buffer in
      try preprocessing.normalize(image, into: buffer)
      return try engine.run(UnsafeBufferPointer(buffer), count: 1, wanted: wanted)
    }
  }
}
