import Backbones
public import Datasets
import Foundation
public import Inference
import Metrics
import ONNX
public import Radiograph
import Synchronization
import Torch

/// The pooled features of a frozen backbone, one row a readable sample.
///
/// A frozen network without augmentation gives the same features in every epoch, so each image is decoded and run once; a
/// head that learns from the table learns what it would learn from the images.
public struct FeatureTable: Sendable {
  /// The samples that could be read.
  public let samples: [Sample]
  /// Row-major [samples, width].
  public let values: [Float]
  /// Features a sample.
  public let width: Int
  /// What could not be read, by path, with the reason.
  public let unreadable: [(path: String, reason: String)]

  /// Runs a backbone over samples, in parallel.
  ///
  /// - Parameters:
  ///   - engine: A network that gives the `embedding`.
  ///   - trainingEngine: The same network in another precision, for training samples alone; `engine` where nil.
  ///   - change: Makes another picture of each, with its place among those of its engine, before it is prepared.
  ///   - observer: Is told of the progress.
  /// - Throws: `DataError.tooManyUnreadable` where more can't be read than `DataCheck.unreadableLimit`.
  public init(
    _ samples: [Sample], engine: any InferenceEngine, trainingEngine: (any InferenceEngine)? = nil,
    preprocessing: Preprocessing, change: (@Sendable (Radiograph, Int) throws -> Radiograph)? = nil,
    observer: @escaping @Sendable (TrainingEvent) -> Void
  ) throws {
    let rows = Mutex([Result<[Float], any Error>?](repeating: nil, count: samples.count))
    let indices = Array(samples.indices)
    let passes =
      if let trainingEngine {
        [
          (trainingEngine, indices.filter { samples[$0].split == .train }),
          (engine, indices.filter { samples[$0].split != .train }),
        ]
      } else {
        [(engine, indices)]
      }
    var done = 0
    for (engine, chosen) in passes {
      let before = done
      let views = change.map { change in
        PictureViews(count: 1) { picture, index in { _ in try change(picture, index) } }
      }
      ImagePass(engine, preprocessing, wanted: .embedding).forEach(
        chosen.map { samples[$0].url }, views ?? .whole,
        progress: { observer(.progress(title: "Features", done: before + $0, total: samples.count)) },
        { index, _, result in
          let row = result.map { Array($0.embedding ?? []) }
          rows.withLock { $0[chosen[index]] = row }
        })
      done += chosen.count
    }
    let read = ReadSamples(samples, rows.withLock(\.self))
    try read.check()
    self.samples = read.samples
    values = read.values.flatMap(\.self)
    width = read.values.first?.count ?? 0
    unreadable = read.unreadable
  }

  /// The features of one part of the data, row-major.
  func values(of split: Split) -> [Float] { values { $0.split == split } }

  /// The features of chosen samples, row-major.
  func values(where isChosen: (Sample) -> Bool) -> [Float] {
    samples.indices.filter { isChosen(samples[$0]) }.flatMap { values[$0 * width..<($0 + 1) * width] }
  }

  /// The rows of one part of the data as batches for training.
  func part(_ split: Split, on device: Device) throws -> DataPart {
    let rows = samples.indices.filter { samples[$0].split == split }
    guard !rows.isEmpty else { throw LearningError.nothingReadable(split) }
    let tensor = try Tensor(values(of: split), shape: [rows.count, width]).to(device)
    let chosen = rows.map { samples[$0] }
    return DataPart(samples: chosen, source: FeatureBatches(tensor, truths: chosen.map(\.truth)))
  }
}
