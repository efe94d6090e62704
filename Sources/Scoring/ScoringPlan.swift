import Bundles
import Files

/// What a process of a big reading has to do: which pictures are its own, and with what they are read.
public struct ScoringPlan: Sendable {
  /// The names of all pictures, each once, in the order of their bytes.
  public let inputs: [String]
  /// Which of them are read.
  public let shard: Shard
  /// What the work is, so that it isn't gone on with as another.
  let work: Work

  /// What must be the same where work is gone on with.
  struct Work: Sendable, Equatable, Codable {
    /// The program's version, which may read otherwise than the next.
    let version: String
    /// The checksums of the models.
    let model: String
    /// How they are run.
    let settings: String
    /// The checksum of all names.
    let inputs: Checksum
    /// The number of all names.
    let count: Int
    let shard: String
  }

  /// The plan of a process.
  ///
  /// - Parameters:
  ///   - inputs: Names in any order; one that comes twice is read once.
  ///   - model: What stands for the models: other models have another text.
  ///   - settings: What else readings depend on, as one text.
  public init(inputs: some Sequence<String>, shard: Shard, model: String, settings: String) {
    self.inputs = Self.ordered(inputs)
    self.shard = shard
    work = Work(
      version: ProductVersion.current, model: model, settings: settings, inputs: Checksum(of: self.inputs),
      count: self.inputs.count, shard: shard.description)
  }

  /// The number of pictures of this process.
  public var count: Int { shard.size(of: inputs.count) }

  /// The index among ``inputs`` of one of this process's pictures.
  func index(of position: Int) -> Int { shard.index + position * shard.count }

  /// The name of one of this process's pictures.
  func input(_ position: Int) -> String { inputs[index(of: position)] }

  /// By bytes: texts that look alike, and so are equal, are names of several files if their bytes differ.
  private static func ordered(_ inputs: some Sequence<String>) -> [String] {
    var ordered: [String] = []
    for name in inputs.sorted(by: { $0.utf8.lexicographicallyPrecedes($1.utf8) }) {
      if let last = ordered.last, last.utf8.elementsEqual(name.utf8) { continue }
      ordered.append(name)
    }
    return ordered
  }
}

extension ScoringPlan.Work {
  /// What differs between two works, in words.
  func differences(from other: Self) -> [String] {
    [
      version == other.version ? nil : "version of Hilum", model == other.model ? nil : "model",
      settings == other.settings ? nil : "options", inputs == other.inputs ? nil : "list of pictures",
      shard == other.shard ? nil : "shard",
    ].compactMap(\.self)
  }
}
