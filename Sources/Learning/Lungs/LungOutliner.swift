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
  func outlines(_ samples: [LungSample]) throws -> [[Bool]] {
    try stride(from: 0, to: samples.count, by: Self.batchSize).flatMap { start in
      let part = Array(samples[start..<min(start + Self.batchSize, samples.count)])
      let logits = try withInferenceMode {
        try network(LungBatches.batch(part).input.contiguous(.channelsLast))
          .resizedBilinearly(height: LungSample.side, width: LungSample.side).contiguous().floats()
      }
      return part.indices.map { index in
        logits[index * LungSample.area..<(index + 1) * LungSample.area].map { $0 > 0 }
      }
    }
  }
}
