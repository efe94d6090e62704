import Files
import Foundation
import TensorFiles

/// A training's state in a file, so that it can go on after a kill.
///
/// One safetensors file with the tensors under `model/`, `best/`, `average/`, `start/` and `optimizer/`, the random numbers as
/// `random`, and progress and identity as JSON in its metadata. It is written under a temporary name and renamed: a kill or a full disk
/// leaves the old one whole.
struct TrainingCheckpoint {
  let identity: TrainingIdentity
  let state: TrainingState

  /// Writes the file.
  ///
  /// - Throws: `FileError`; an old file is untouched then.
  func write(to url: URL) throws { try file.write(to: url) }

  /// The file's bytes.
  func encoded() throws -> Data { try file.encoded() }

  private var file: Safetensors {
    get throws {
      var tensors = ["random": state.random]
      for (part, path) in Self.parts {
        for (key, tensor) in state[keyPath: path] { tensors[part + key] = tensor }
      }
      let metadata = ["progress": try Self.encode(state.progress), "identity": try Self.encode(identity)]
      return Safetensors(tensors, metadata: metadata)
    }
  }

  /// Reads a file.
  ///
  /// - Throws: `FileError`, `TensorFileError`, ``LearningError/malformedCheckpoint(file:reason:)``.
  init(contentsOf url: URL) throws {
    try self.init(Safetensors(contentsOf: url), name: url.lastPathComponent)
  }

  /// Reads what ``encoded()`` gave.
  ///
  /// - Throws: As ``init(contentsOf:)``.
  init(_ bytes: Data) throws {
    try self.init(Safetensors(bytes, file: "checkpoint"), name: "checkpoint")
  }

  private init(_ file: Safetensors, name: String) throws {
    func text(_ key: String) throws -> Data {
      guard let text = file.metadata[key] else {
        throw LearningError.malformedCheckpoint(file: name, reason: "it has no \(key)")
      }
      return Data(text.utf8)
    }
    guard let random = file.tensors["random"] else {
      throw LearningError.malformedCheckpoint(file: name, reason: "it has no random")
    }
    let progress: TrainingProgress
    do {
      progress = try Self.decoder.decode(TrainingProgress.self, from: text("progress"))
      identity = try Self.decoder.decode(TrainingIdentity.self, from: text("identity"))
    } catch is DecodingError {
      throw LearningError.malformedCheckpoint(file: name, reason: "its metadata are of another version")
    }
    var state = TrainingState(
      progress: progress, model: [:], best: [:], average: [:], start: [:], optimizer: [:], random: random)
    for (key, tensor) in file.tensors where key != "random" {
      guard let (part, path) = Self.parts.first(where: { key.hasPrefix($0.0) }) else {
        throw LearningError.malformedCheckpoint(file: name, reason: "unexpected tensor \(key)")
      }
      state[keyPath: path][String(key.dropFirst(part.count))] = tensor
    }
    self.state = state
  }

  /// A state of a training.
  init(identity: TrainingIdentity, state: TrainingState) {
    self.identity = identity
    self.state = state
  }

  // MARK: - Format

  private typealias Part = WritableKeyPath<TrainingState, [String: StoredTensor]>

  private static var parts: [(String, Part)] {
    [
      ("model/", \.model), ("best/", \.best), ("average/", \.average), ("start/", \.start),
      ("optimizer/", \.optimizer),
    ]
  }

  private static func encode(_ value: some Encodable) throws -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys]
    encoder.nonConformingFloatEncodingStrategy = .convertToString(
      positiveInfinity: "inf", negativeInfinity: "-inf", nan: "nan")
    return String(decoding: try encoder.encode(value), as: UTF8.self)
  }

  private static var decoder: JSONDecoder {
    let decoder = JSONDecoder()
    decoder.nonConformingFloatDecodingStrategy = .convertFromString(
      positiveInfinity: "inf", negativeInfinity: "-inf", nan: "nan")
    return decoder
  }
}
