import Datasets
import Files
import Foundation
import TensorFiles

/// What decides where a training goes: only a run with the same goes on from its checkpoint.
struct TrainingIdentity: Codable, Sendable, Equatable {
  /// The resolved recipe.
  let recipe: String
  /// Images of each class or with each finding in each part, such as "train/NORMAL".
  let images: [String: Int]
  /// The data set's fingerprint, in which every image's truth has its part.
  let data: String
  /// Checksum of the network as it was before training.
  let start: String

  /// The identity of a training that starts with a network of the checksum `start`.
  init(_ recipe: Recipe, dataset: Dataset, fingerprint: DataFingerprint, start: String) throws {
    self.recipe = try recipe.yaml()
    var images: [String: Int] = [:]
    for sample in dataset.samples {
      let part = sample.split?.rawValue ?? "-"
      for name in sample.truth.names(in: dataset.classes) { images["\(part)/\(name)", default: 0] += 1 }
    }
    self.images = images
    data = fingerprint.checksum.hex
    self.start = start
  }

  /// One checksum of all of a network's tensors.
  static func checksum(of tensors: [String: StoredTensor]) -> String {
    let checksums = tensors.sorted { $0.key < $1.key }.map { "\($0.key) \(Checksum(of: $0.value.data).hex)\n" }
    return Checksum(of: Data(checksums.joined().utf8)).hex
  }

  /// What differs from another training, in words.
  func differences(from other: TrainingIdentity) throws -> [String] {
    var differences: [String] = []
    if recipe != other.recipe {
      let mine = try Recipe(yaml: recipe, file: "checkpoint")
      differences += mine.differences(from: try Recipe(yaml: other.recipe, file: "recipe"))
    }
    for key in Set(images.keys).union(other.images.keys).sorted() where images[key] != other.images[key] {
      differences.append("images in \(key): \(images[key] ?? 0), not \(other.images[key] ?? 0)")
    }
    if data != other.data, images == other.images { differences.append("the images of the data set are others") }
    if start != other.start, recipe == other.recipe { differences.append("the pretrained weights are others") }
    return differences
  }
}
