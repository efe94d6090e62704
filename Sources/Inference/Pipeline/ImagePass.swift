public import Foundation
public import Radiograph

/// Runs a network over many image files: each core decodes, preprocesses and infers its own images side by side.
///
/// An engine in throughput mode with as many streams as cores keeps all of them busy with no hand-over between stages, and
/// a file that can't be read costs only itself. Where there are several views of each picture, a file is decoded once, and
/// its views go through the network in batches.
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
  }

  private let engine: any InferenceEngine
  private let preprocessing: Preprocessing
  private let wanted: OptionalOutputs
  private let workers: Int?
  private let batch: Int

  /// A pass with as many workers as the processor has cores, unless told otherwise.
  ///
  /// - Parameter batch: Views of a picture that go through the network together, at most.
  public init(
    _ engine: any InferenceEngine, _ preprocessing: Preprocessing, wanted: OptionalOutputs = [], workers: Int? = nil,
    batch: Int = 8
  ) {
    self.engine = engine
    self.preprocessing = preprocessing
    self.wanted = wanted
    self.workers = workers
    self.batch = max(1, batch)
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
    let batch = min(batch, views.count)
    WorkQueue(files.count, workers: workers)
      .forEach(scratch: { [Float](repeating: 0, count: batch * size) }, progress: progress) { index, input in
        do {
          let picture = try RadiographReader.read(contentsOf: files[index], options: options)
          let maker = try views.maker(for: picture, index: index)
          for start in stride(from: 0, to: views.count, by: batch) {
            run(start..<min(start + batch, views.count), maker, &input) { body(index, $0, $1) }
          }
        } catch {
          for view in 0..<views.count { body(index, view, .failure(error)) }
        }
      }
  }

  /// Makes some views of a picture and runs the network on those that can be made.
  private func run(
    _ views: Range<Int>, _ maker: PictureViews.Maker, _ input: inout [Float],
    _ body: (Int, Result<Seen, any Error>) -> Void
  ) {
    let size = engine.signature.inputCount
    var made: [(view: Int, picture: Radiograph)] = []
    input.withUnsafeMutableBufferPointer { buffer in
      for view in views {
        do {
          let picture = try maker(view)
          let place = made.count * size..<(made.count + 1) * size
          try preprocessing.normalize(
            preprocessing.prepare(picture), into: UnsafeMutableBufferPointer(rebasing: buffer[place]))
          made.append((view, picture))
        } catch {
          body(view, .failure(error))
        }
      }
      guard !made.isEmpty else { return }
      let values = UnsafeBufferPointer(rebasing: buffer[..<(made.count * size)])
      let output = Result<EngineOutput, any Error> { try engine.run(values, count: made.count, wanted: wanted) }
      for (place, one) in made.enumerated() {
        body(one.view, output.map { Seen(picture: one.picture, batch: $0, place: place) })
      }
    }
  }
}
