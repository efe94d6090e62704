import Files
import Foundation
import TensorFiles

/// The state of a training of lungs after an epoch, in one safetensors file.
struct LungCheckpoint {
  /// What decides where a training goes.
  struct Identity: Codable, Equatable {
    let options: LungTrainingOptions
    let pairs: Int
    let names: String

    /// The identity of a training on some pairs.
    init(_ options: LungTrainingOptions, _ pairs: [LungPair]) {
      self.options = options
      self.pairs = pairs.count
      names = Checksum(of: Data(pairs.map(\.name).joined(separator: "\n").utf8)).hex
    }
  }

  let identity: Identity
  /// Epochs that are done.
  let epochs: Int
  let network: [String: StoredTensor]
  let average: [String: StoredTensor]
  let optimizer: [String: StoredTensor]

  private static let (networkPart, averagePart, optimizerPart) = ("network/", "average/", "optimizer/")

  /// A state of a training.
  init(
    identity: Identity, epochs: Int, network: [String: StoredTensor], average: [String: StoredTensor],
    optimizer: [String: StoredTensor]
  ) {
    (self.identity, self.epochs) = (identity, epochs)
    (self.network, self.average, self.optimizer) = (network, average, optimizer)
  }

  /// Writes the file; an old one stays whole where that fails.
  func write(to url: URL) throws {
    var tensors: [String: StoredTensor] = [:]
    for (part, state) in [
      (Self.networkPart, network), (Self.averagePart, average), (Self.optimizerPart, optimizer),
    ] {
      for (key, tensor) in state { tensors[part + key] = tensor }
    }
    let identity = String(decoding: try JSONEncoder().encode(identity), as: UTF8.self)
    try Safetensors(tensors, metadata: ["epochs": String(epochs), "identity": identity]).write(to: url)
  }

  /// Reads a file.
  ///
  /// - Throws: `LearningError.malformedCheckpoint(file:reason:)`; `FileError`, `TensorFileError`.
  init(contentsOf url: URL) throws {
    let file = try Safetensors(contentsOf: url)
    guard let epochs = file.metadata["epochs"].flatMap(Int.init), let text = file.metadata["identity"],
      let identity = try? JSONDecoder().decode(Identity.self, from: Data(text.utf8))
    else {
      throw LearningError.malformedCheckpoint(
        file: url.lastPathComponent, reason: "its metadata are of another version")
    }
    func part(_ prefix: String) -> [String: StoredTensor] {
      var state: [String: StoredTensor] = [:]
      for (key, tensor) in file.tensors where key.hasPrefix(prefix) {
        state[String(key.dropFirst(prefix.count))] = tensor
      }
      return state
    }
    self.init(
      identity: identity, epochs: epochs, network: part(Self.networkPart), average: part(Self.averagePart),
      optimizer: part(Self.optimizerPart))
  }
}
