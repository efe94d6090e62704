import Files

/// A model that another one was made from.
public struct ModelReference: Sendable, Hashable, Codable {
  /// Its name.
  public var name: ModelName
  /// Its version.
  public var version: Int
  /// The SHA-256 of its `model.json`, in which those of its other files are.
  public var checksum: String

  /// A reference to a model.
  public init(name: ModelName, version: Int, checksum: String) {
    self.name = name
    self.version = version
    self.checksum = checksum
  }

  /// A reference to the model of a bundle.
  ///
  /// - Throws: `FileError`.
  public init(_ bundle: ModelBundle) throws {
    self.init(
      name: bundle.metadata.name, version: bundle.metadata.version, checksum: try bundle.checksum().hex)
  }
}

/// The model that a training went on from, and what it took of it.
public struct ModelStart: Sendable, Hashable, Codable {
  /// The model before.
  public var base: ModelReference
  /// Whether its head was taken too, and not only its backbone.
  public var includesHead: Bool

  /// A start from a model.
  public init(base: ModelReference, includesHead: Bool) {
    self.base = base
    self.includesHead = includesHead
  }

  private enum CodingKeys: String, CodingKey {
    case base
    case includesHead = "head"
  }
}
