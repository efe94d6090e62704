import FoundationEssentials
import Glibc

/// A LibTorch that somebody has installed already: the folder `torch` of a Python environment, its `lib`, or an unpacked
/// archive of LibTorch.
///
/// Looked at before anything of it is loaded: of another version, symbols are missing at best.
package struct TorchInstallation: Sendable, Equatable {
  /// The environment variable that names the folder.
  package static let variable = "HILUM_LIBTORCH"

  /// The libraries that the engine names, in the order in which they are loaded.
  private static let names = ["libc10.so", "libtorch_cpu.so"]

  /// The folder, as it was named.
  package let folder: String
  /// The paths of the libraries, in the order in which they are loaded.
  package let libraries: [String]
  /// The version, such as "2.13.0+cu130".
  package let version: String

  /// The folder that the environment names; nil where it names none.
  static func named() throws(TorchError) -> TorchInstallation? {
    guard let path = getenv(variable).map({ String(cString: $0) }), !path.isEmpty else { return nil }
    return try TorchInstallation(at: path)
  }

  /// The LibTorch in a folder.
  ///
  /// - Throws: `TorchError.unusable` if it is not one that this program can load.
  package init(at path: String) throws(TorchError) {
    do {
      self = try Self(path, URL(filePath: path, directoryHint: .isDirectory))
    } catch {
      throw .unusable(folder: path, error)
    }
  }

  private init(_ name: String, _ folder: URL) throws(InstallationProblem) {
    var isDirectory = false
    guard FileManager.default.fileExists(atPath: folder.path, isDirectory: &isDirectory), isDirectory else {
      throw .noFolder
    }
    func holdsLibraries(_ place: URL) -> Bool {
      Self.names.contains { FileManager.default.fileExists(atPath: place.appending(path: $0).path) }
    }
    let isInside = holdsLibraries(folder)
    let root = isInside ? folder.deletingLastPathComponent() : folder
    let place = isInside ? folder : folder.appending(path: "lib")
    for name in Self.names {
      let file = place.appending(path: name)
      guard FileManager.default.fileExists(atPath: file.path) else { throw .missing("lib/\(name)") }
      let header = try? SharedLibrary(contentsOf: file)
      guard let header else { throw .notALibrary(name) }
      guard header.machine == .current else {
        throw .machine(name, found: "\(header.machine)", needed: "\(SharedLibrary.Machine.current)")
      }
    }
    guard let version = Self.version(under: root) else { throw .noVersion }
    let needed = LibTorch.compiledFor
    guard TorchVersion(version)?.fits(needed) == true else { throw .version(found: version, needed: needed) }
    guard (try? SharedLibrary(contentsOf: place.appending(path: Self.names[0])))?.hasNewStrings == true else {
      throw .oldStrings
    }
    libraries = Self.names.map { place.appending(path: $0).path }
    self.version = version
    self.folder = name
  }

  /// What the files say that come with every LibTorch: a wheel's, an archive's, and the headers'.
  private static func version(under root: URL) -> String? {
    func text(_ path: String) -> String? { try? String(contentsOf: root.appending(path: path), encoding: .utf8) }
    return text("version.py").flatMap { TorchVersion.text(in: $0, after: "__version__ = ") }
      ?? text("build-version").flatMap { $0.split(whereSeparator: \.isWhitespace).first.map(String.init) }
      ?? text("include/torch/headeronly/version.h").flatMap {
        TorchVersion.text(in: $0, after: "define TORCH_VERSION ")
      }
  }
}
