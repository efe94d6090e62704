import Backbones
public import Foundation
import TensorFiles
import Torch

/// The network of lungs with learnt weights, on LibTorch: what learning measures itself with.
public struct LungOutliner: Sendable {
  private let store: ParameterStore
  private let network: LungNet
  /// The seed by which patients were held out when it learnt, if its file tells.
  public let seed: UInt64?

  private static let batchSize = 16

  /// A network of a state.
  init(_ state: [String: StoredTensor], seed: UInt64?) throws {
    store = try ParameterStore()
    network = try LungNet(store.root)
    try store.load(state)
    try store.useChannelsLast()
    store.isTraining = false
    self.seed = seed
  }

  /// A network from its safetensors file.
  ///
  /// - Throws: `LungDataError.notLungs(file:)`; `FileError`, `TensorFileError` where it can't be read.
  public init(contentsOf url: URL) throws {
    let file = try Safetensors(contentsOf: url)
    do {
      try self.init(file.tensors, seed: file.metadata["seed"].flatMap(UInt64.init))
    } catch TorchError.stateMismatch {
      throw LungDataError.notLungs(file: url.lastPathComponent)
    }
  }

  /// Where the lungs of pictures are, on the grid of the pictures: the logit is above 0.
  package func outlines(_ samples: [LungSample]) throws -> [[Bool]] {
    try run(samples) { try $0.resizedBilinearly(height: LungSample.side, width: LungSample.side) }
      .map { $0.map { $0 > 0 } }
  }

  /// The network's own logits for pictures, each half as wide and high as the picture, row by row.
  package func logits(_ samples: [LungSample]) throws -> [[Float]] { try run(samples) { $0 } }

  /// What becomes of the logits of each picture.
  private func run(_ samples: [LungSample], _ body: (Tensor) throws -> Tensor) throws -> [[Float]] {
    try stride(from: 0, to: samples.count, by: Self.batchSize).flatMap { start in
      let part = Array(samples[start..<min(start + Self.batchSize, samples.count)])
      let values = try withInferenceMode {
        try body(network(LungBatches.batch(part).input.contiguous(.channelsLast))).contiguous().floats()
      }
      let count = values.count / part.count
      return part.indices.map { Array(values[$0 * count..<($0 + 1) * count]) }
    }
  }
}
