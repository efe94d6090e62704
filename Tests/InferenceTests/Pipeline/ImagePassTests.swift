import FolderTesting
import Foundation
import Inference
import Radiograph
import Synchronization
import Testing

/// How files and their views are put together for an engine.
@Suite struct ImagePassTests {
  /// Says the mean of each image, and keeps the sizes of its batches.
  private final class MeanEngine: InferenceEngine {
    let signature = ModelSignature(input: [1, 8, 8], classes: 1)
    let precision = PrecisionChoice(.f32)
    let preferredBatch: Int
    let batches = Mutex<[Int]>([])

    init(preferring batch: Int) { preferredBatch = batch }

    func run(
      _ batch: UnsafeBufferPointer<Float>, count: Int, wanted: OptionalOutputs
    ) throws(InferenceError) -> EngineOutput {
      try check(batch, count: count, wanted: wanted)
      batches.withLock { $0.append(count) }
      return EngineOutput(count: count, logits: (0..<count).map { batch[$0 * 64..<$0 * 64 + 64].reduce(0, +) / 64 })
    }
  }

  private let folder: TemporaryFolder
  private let preprocessing = Preprocessing(
    color: .grayscale, steps: [.resize(ImageSize(width: 8, height: 8))], mean: [0], std: [1])

  init() throws { folder = try TemporaryFolder() }

  /// Files whose levels tell their numbers; every fifth one can't be read.
  private func files(_ count: Int) throws -> [URL] {
    try (0..<count).map { number in
      let level = Double(number) / 100
      return try number % 5 == 4
        ? folder.write("no picture", "\(number).png")
        : folder.write(DataPNG(width: 64, height: 64) { _, _ in level }.bytes, "\(number).png")
    }
  }

  /// A batch is of files that one worker takes together, less those that can't be read.
  @Test(arguments: [(1, 1, 1), (1, 3, 3), (4, 1, 4), (4, 3, 3), (16, 1, 13), (16, 3, 12)])
  func everyViewComesOnce(preferred: Int, views: Int, largest: Int) throws {
    let files = try files(23)
    let engine = MeanEngine(preferring: preferred)
    let seen = Mutex<[[Int]: Float?]>([:])
    let progress = Mutex<[Int]>([])
    let makers = PictureViews(count: views) { picture, index in
      { view in
        if view == 1, index == 3 { throw RadiographError.noLungs }
        return picture
      }
    }
    ImagePass(engine, preprocessing, workers: 2).forEach(
      files, makers, progress: { done in progress.withLock { $0.append(done) } }
    ) { index, view, result in
      let old = seen.withLock { $0.updateValue((try? result.get())?.logits.first, forKey: [index, view]) }
      #expect(old == nil)
    }
    let found = seen.withLock(\.self)
    #expect(found.count == 23 * views)
    for (key, logit) in found {
      if key[0] % 5 == 4 || key == [3, 1] {
        #expect(logit == .some(nil))
      } else {
        let level = (Double(key[0]) / 100 * 255).rounded() / 255
        #expect(abs(Double((logit ?? nil) ?? -1) - level) < 1e-5, "\(key)")
      }
    }
    #expect(progress.withLock { $0.max() } == 23)
    #expect(engine.batches.withLock { $0.max() } == largest)
  }

  /// Files are read side by side where the engine asks for nothing else.
  @Test func oneFileIsOneRun() throws {
    let engine = MeanEngine(preferring: 1)
    ImagePass(engine, preprocessing).forEach(try files(10)) { _, _ in }
    #expect(engine.batches.withLock(\.self) == [Int](repeating: 1, count: 8))
  }
}
