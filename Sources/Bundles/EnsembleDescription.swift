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

  /// The pictures that temperature and operating point of all together were chosen on.
  public struct Calibration: Sendable, Hashable, Codable {
    /// The data set's name: that of its folder.
    public var data: String
    /// A hash over the paths, bytes and labels of the pictures.
    public var fingerprint: String
    /// Pictures that could be read.
    public var n: Int
    /// Patients that they are of.
    public var patients: Int

    /// Pictures of a data set.
    public init(data: String, fingerprint: String, n: Int, patients: Int) {
      self.data = data
      self.fingerprint = fingerprint
      self.n = n
      self.patients = patients
    }
  }

  /// The models, in the order of their folders.
  public var members: [Member]
  /// What temperature and operating point were chosen on; nil where the threshold is the mean of the members'.
  public var calibration: Calibration?

  /// A description.
  public init(members: [Member], calibration: Calibration? = nil) {
    self.members = members
    self.calibration = calibration
  }

  /// What makes it unusable; nil if nothing does.
  var fault: String? { members.count < 2 ? "ensemble.members must be two or more" : nil }
}
