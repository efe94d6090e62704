public import Files

/// The models that an ensemble's bundle is made of, each a whole bundle in a folder of its own.
public struct EnsembleDescription: Sendable, Hashable, Codable {
  /// The folder of a bundle that the members' folders `0`, `1`, … lie in.
  public static let folder = "members"

  /// One of the models.
  public struct Member: Sendable, Hashable, Codable {
    /// The model's name.
    public var name: ModelName
    /// The model's version.
    public var version: Int
    /// The SHA-256 of its `model.json`, which has those of its other files.
    public var metadata: Checksum

    /// A model with the checksum of its metadata.
    public init(name: ModelName, version: Int, metadata: Checksum) {
      self.name = name
      self.version = version
      self.metadata = metadata
    }
  }

  /// The models, in the order of their folders.
  public var members: [Member]

  /// A description.
  public init(members: [Member]) { self.members = members }

  /// What makes it unusable; nil if nothing does.
  var fault: String? { members.count < 2 ? "ensemble.members must be two or more" : nil }
}
