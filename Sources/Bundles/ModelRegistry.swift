public import Foundation

/// A folder of models: `NAME/VERSION/` is a bundle, the layout that Triton and OpenVINO Model Server read too.
public struct ModelRegistry: Sendable {
  /// The folder.
  public let url: URL

  /// The registry in a folder.
  public init(_ url: URL) { self.url = url }

  /// The models' names, sorted.
  public var names: [ModelName] {
    Self.entries(url).sorted().compactMap { try? ModelName($0) }.filter { !versions(of: $0).isEmpty }
  }

  /// The versions of a model, rising: its subfolders whose names are whole numbers from 1.
  public func versions(of name: ModelName) -> [Int] {
    Self.entries(url.appending(path: name.description)).compactMap { entry in
      guard let version = Int(entry), version > 0, String(version) == entry else { return nil }
      return version
    }.sorted()
  }

  /// Opens a version of a model; the latest, that is, the highest, where none is named.
  ///
  /// - Throws: ``BundleError/unknownModel(name:version:)``, or what opening the bundle throws.
  public func bundle(_ name: ModelName, version: Int? = nil) throws -> ModelBundle {
    guard let version = version ?? versions(of: name).last, versions(of: name).contains(version) else {
      throw BundleError.unknownModel(name: name.description, version: version)
    }
    return try ModelBundle(contentsOf: url.appending(path: "\(name)/\(version)"))
  }

  private static func entries(_ folder: URL) -> [String] {
    ((try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []).filter { !$0.hasPrefix(".") }
  }
}
