import Datasets
import Files
import Foundation

/// What all ranks of a training must have alike before it begins.
struct CommonGround: Codable {
  /// The program's version.
  private let software: String
  /// The resolved recipe.
  private let recipe: String
  /// Checksum of the samples' paths, parts and truths.
  private let samples: String
  /// Checksum of the network before training.
  private let weights: String

  /// What this rank has.
  ///
  /// - Parameter start: Checksum of the network before training.
  init(_ recipe: Recipe, dataset: Dataset, start: String) throws {
    software = Software.version
    self.recipe = try recipe.yaml()
    let lines = dataset.samples.map { "\($0.path)\t\($0.split?.rawValue ?? "-")\t\($0.truth)\n" }
    samples = Checksum(of: Data(lines.joined().utf8)).hex
    weights = start
  }

  /// Refuses ranks that differ from the first.
  ///
  /// - Throws: ``LearningError/ranksDiffer(rank:in:)``, on all ranks alike.
  func check(among ranks: Ranks) throws {
    let all = try ranks.gather(self)
    for (rank, other) in all.enumerated() {
      let differences = other.differences(from: all[0])
      guard differences.isEmpty else { throw LearningError.ranksDiffer(rank: rank, in: differences) }
    }
  }

  private func differences(from first: CommonGround) -> [String] {
    [
      ("version of Hilum", software == first.software), ("recipe", recipe == first.recipe),
      ("data set", samples == first.samples), ("weights to begin with", weights == first.weights),
    ].filter { !$0.1 }.map(\.0)
  }
}
