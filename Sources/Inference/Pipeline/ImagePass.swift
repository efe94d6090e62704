public import Foundation
public import Radiograph
import Synchronization

/// Runs a network over many image files: each core decodes, preprocesses and infers its own images side by side.
///
/// An engine in throughput mode with as many streams as cores keeps all of them busy with no hand-over between stages, and
/// a file that can't be read costs only itself. Where there are several views of each picture, a file is decoded once, and
/// its views go through the network in batches. For an engine that wants many images in a run, as one on a graphics
/// processor does, each core prepares as many files before it infers them, and the others decode meanwhile.
public struct ImagePass: Sendable {
  /// A view of a picture with what the network gave for it.
  public struct Seen: Sendable {
    /// The view before it was prepared for the network.
    public let picture: Radiograph
    /// What the network gave for the view's whole batch.
    let batch: EngineOutput
    /// The view's place in it.
    let place: Int

    /// The view's logits.
    public var logits: ArraySlice<Float> { batch.logits(of: place) }
    /// The view's pooled features; nil unless asked for.
    public var embedding: ArraySlice<Float>? { batch.embedding(of: place) }
    /// The view's last stage before pooling; nil unless asked for.
    public var features: ArraySlice<Float>? { batch.features(of: place) }
    /// How much of each place the network took in; nil unless asked for.
    public var attention: ArraySlice<Float>? { batch.attention(of: place) }
  }

  private let engine: any InferenceEngine
  private let preprocessing: Preprocessing
  private let wanted: OptionalOutputs
  private let workers: Int?
  private let batch: Int

  /// A pass with as many workers as the processor has cores, unless told otherwise.
  ///
  /// - Parameter batch: Views that go through the network together, at most.
  public init(
    _ engine: any InferenceEngine, _ preprocessing: Preprocessing, wanted: OptionalOutputs = [], workers: Int? = nil,
    batch: Int = 8
  ) {
    self.engine = engine
    self.preprocessing = preprocessing
    self.wanted = wanted
    self.workers = workers
    self.batch = max(1, batch, engine.preferredBatch)
  }

  /// Runs the network on every file; `body` gets each result with the file's index, on any thread and in any order.
  ///
  /// - Parameter progress: is told how many files are done; from any thread.
  public func forEach(
    _ files: [URL], progress: (@Sendable (Int) -> Void)? = nil,
    _ body: @Sendable (Int, Result<EngineOutput, any Error>) -> Void
  ) {
    forEach(files, .whole, progress: progress) { index, _, seen in body(index, seen.map(\.batch)) }
  }

  /// Runs the network on every view of every file; `body` gets each result with the file's index and the view's number, on
  /// any thread and in any order.
  ///
  /// - Parameter progress: is told how many files are done with all their views; from any thread.
  public func forEach(
    _ files: [URL], _ views: PictureViews, progress: (@Sendable (Int) -> Void)? = nil,
    _ body: @Sendable (_ index: Int, _ view: Int, Result<Seen, any Error>) -> Void
  ) {
    let options = preprocessing.readingOptions()
    let size = engine.signature.inputCount
    // A worker takes so many files at once that their views make a batch of the engine's liking: one, for most engines.
    let together = max(1, engine.preferredBatch / views.count)
    let batch = min(batch, together * views.count)
    let done = Atomic(0)
    WorkQueue((files.count + together - 1) / together, workers: workers)
      .forEach(scratch: { [Float](repeating: 0, count: batch * size) }) { block, input in
        var waiting: [Waiting] = []
        for index in block * together..<min((block + 1) * together, files.count) {
          do {
            let picture = try RadiographReader.read(contentsOf: files[index], options: options)
            let maker = try views.maker(for: picture, index: index)
            for view in 0..<views.count {
              add(index, view, maker, to: &waiting, &input, body)
              if waiting.count == batch { run(&waiting, input, body) }
            }
          } catch {
            for view in 0..<views.count { body(index, view, .failure(error)) }
          }
        }
        run(&waiting, input, body)
        let count = min(together, files.count - block * together)
        progress?(done.add(count, ordering: .relaxed).newValue)
      }
  }

  /// A view whose input stands in the batch that is being filled.
  private struct Waiting {
    let index: Int
    let view: Int
    let picture: Radiograph
  }

  /// Makes a view and prepares it for the network, behind those that wait already.
  private func add(
    _ index: Int, _ view: Int, _ maker: PictureViews.Maker, to waiting: inout [Waiting], _ input: inout [Float],
    _ body: (_ index: Int, _ view: Int, Result<Seen, any Error>) -> Void
  ) {
    let size = engine.signature.inputCount
    let place = waiting.count * size..<(waiting.count + 1) * size
    do {
      let picture = try maker(view)
      let prepared = try preprocessing.prepare(picture)
      try input.withUnsafeMutableBufferPointer {
        try preprocessing.normalize(prepared, into: UnsafeMutableBufferPointer(rebasing: $0[place]))
      }
      waiting.append(Waiting(index: index, view: view, picture: picture))
    } catch {
      body(index, view, .failure(error))
    }
  }

  /// Runs the network on the views that wait, if there are any.
  private func run(
    _ waiting: inout [Waiting], _ input: [Float],
    _ body: (_ index: Int, _ view: Int, Result<Seen, any Error>) -> Void
  ) {
    guard !waiting.isEmpty else { return }
    let output = Result<EngineOutput, any Error> {
      try input.withUnsafeBufferPointer {
        let values = UnsafeBufferPointer(rebasing: $0[..<(waiting.count * engine.signature.inputCount)])
        return try engine.run(values, count: waiting.count, wanted: wanted)
      }
    }
    for (place, one) in waiting.enumerated() {
      body(one.index, one.view, output.map { Seen(picture: one.picture, batch: $0, place: place) })
    }
    waiting.removeAll(keepingCapacity: true)
  }
}
