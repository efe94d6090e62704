import Bundles
import Foundation

/// The folder that models are served from: a registry `NAME/VERSION/`, or a single bundle.
struct ModelSource: Sendable {
  /// Where a version lies, and what its files look like.
  struct Place: Sendable, Equatable {
    let url: URL
    /// Changes whenever the version's files are replaced.
    let fingerprint: String
  }

  let folder: URL

  /// The versions that are in the folder now.
  func discover() -> [ModelIdentity: Place] {
    if let bundle = try? ModelBundle(contentsOf: folder) {
      let identity = ModelIdentity(name: bundle.metadata.name, version: bundle.metadata.version)
      return [identity: Place(url: bundle.url, fingerprint: Self.fingerprint(bundle.url))]
    }
    let registry = ModelRegistry(folder)
    var found: [ModelIdentity: Place] = [:]
    for name in registry.names {
      for version in registry.versions(of: name) {
        let url = folder.appending(path: "\(name)/\(version)")
        found[ModelIdentity(name: name, version: version)] = Place(url: url, fingerprint: Self.fingerprint(url))
      }
    }
    return found
  }

  /// The metadata file's time, size and number, which change when a bundle is replaced.
  private static func fingerprint(_ folder: URL) -> String {
    let file = folder.appending(path: ModelBundle.metadataName)
    guard let values = try? FileManager.default.attributesOfItem(atPath: file.path) else { return "missing" }
    let date = (values[.modificationDate] as? Date)?.timeIntervalSince1970 ?? 0
    return "\(date)-\(values[.size] ?? 0)-\(values[.systemFileNumber] ?? 0)"
  }
}
