public import Files
public import FoundationEssentials

/// A file of pretrained weights that torchvision publishes.
///
/// The file's name carries the first 8 hexadecimal digits of its SHA-256. For most files that is all that is published,
/// and so all that can be checked: enough against damage and mix-ups, not against someone who forges a file on purpose
/// (2³² attempts). Where the whole SHA-256 is known it is checked instead.
public struct PretrainedWeights: Sendable, Hashable {
  /// The network that the weights are for.
  public let architecture: Architecture
  /// Which of the network's weights they are, as torchvision calls them: `IMAGENET1K_V1`.
  public let tag: String
  /// The file's name without `.pth`: `resnet18-f37072fd`.
  public let name: String
  /// The file's SHA-256, where all of it is known.
  public let checksum: Checksum?
  /// A package of the Python package index that carries the very same file, where there is one.
  public let package: PackagedFile?

  /// A file in a Python package.
  public struct PackagedFile: Sendable, Hashable {
    /// The package.
    public let package: PythonPackage
    /// The file's path in the package.
    public let path: String

    /// A file in a package.
    package init(_ package: PythonPackage, path: String) {
      self.package = package
      self.path = path
    }
  }

  /// An entry of the catalogue.
  package init(
    _ architecture: Architecture, _ name: String, tag: String = "IMAGENET1K_V1", checksum: Checksum? = nil,
    package: PackagedFile? = nil
  ) {
    self.architecture = architecture
    self.tag = tag
    self.name = name
    self.checksum = checksum
    self.package = package
  }

  /// Where the file is published.
  public var address: String { "https://download.pytorch.org/models/\(fileName)" }

  /// The file's name: `resnet18-f37072fd.pth`.
  public var fileName: String { "\(name).pth" }

  /// The digits with which the file's SHA-256 begins, as far as it is known.
  public var knownHash: String {
    checksum?.hex ?? String(name.suffix(8))
  }

  /// Checks that a file is this one, as far as its SHA-256 is known.
  ///
  /// - Throws: `WeightsError.otherFile` if it is not; `FileError` if it can't be read.
  public func verify(fileAt url: URL) throws {
    let found = try Checksum(ofFileAt: url)
    guard found.hex.hasPrefix(knownHash) else {
      throw WeightsError.otherFile(file: url.lastPathComponent, expected: knownHash, found: found)
    }
  }
}
