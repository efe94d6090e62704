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
  ///   - ranks: Those that want the same table: each runs a part of the samples, and all get all rows.
  ///   - change: Makes another picture of each, with its place among those of its engine, before it is prepared.
  ///   - observer: Is told of the progress.
  /// - Throws: `DataError.tooManyUnreadable` where more can't be read than `DataCheck.unreadableLimit`.
  public init(
    _ samples: [Sample], engine: any InferenceEngine, trainingEngine: (any InferenceEngine)? = nil,
    preprocessing: Preprocessing, ranks: Ranks = .alone,
    change: (@Sendable (Radiograph, Int) throws -> Radiograph)? = nil,
    observer: @escaping @Sendable (TrainingEvent) -> Void
  ) throws {
    let rows = Mutex([Result<[Float], any Error>?](repeating: nil, count: samples.count))
    let indices = ranks.part.places(in: samples.indices)
    let passes =
      if let trainingEngine {
        [
          (trainingEngine, indices.filter { samples[$0].split == .train }),
          (engine, indices.filter { samples[$0].split != .train }),
        ]
      } else {
        [(engine, Array(indices))]
      }
    var done = 0
    for (engine, chosen) in passes {
      let before = done
      let views = change.map { change in
        PictureViews(count: 1) { picture, index in { _ in try change(picture, index) } }
      }
      ImagePass(engine, preprocessing, wanted: .embedding).forEach(
        chosen.map { samples[$0].url }, views ?? .whole,
        progress: { observer(.progress(title: "Features", done: before + $0, total: indices.count)) },
        { index, _, result in
          let row = result.map { Array($0.embedding ?? []) }
          rows.withLock { $0[chosen[index]] = row }
        })
      done += chosen.count
    }
    var failures: [Int: String] = [:]
    var own: [Float] = []
    for (index, row) in zip(indices, rows.withLock { $0[indices] }) {
      switch row {
      case .success(let row): own += row
      case .failure(let error): failures[index] = "\(error)"
      case nil: failures[index] = "it was not reached"
      }
    }
    let read = ReadSamples(samples, failures: try ranks.merge(failures))
    try read.check()
    self.samples = read.samples
    values = try ranks.join(own)
    width = values.count / max(1, read.samples.count)
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
