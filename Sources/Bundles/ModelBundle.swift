import Dispatch
public import Files
public import Foundation
import Synchronization
public import TensorFiles

/// A trained model on disk: a folder with metadata, weights and graphs.
///
/// Nothing in it can run code, and a model is not used of which any file has another SHA-256 than `model.json` says.
public struct ModelBundle: Sendable {
  /// The name of the metadata file.
  public static let metadataName = "model.json"
  private static let metadataLimit = 16 << 20

  /// The bundle's folder.
  public let url: URL
  /// What `model.json` says.
  public let metadata: ModelMetadata
  /// The models that read together, where the bundle is an ensemble; else none.
  public let members: [ModelBundle]

  // MARK: - Reading

  /// Opens a bundle: reads its metadata and sees that the files it lists, and no other model files, are there.
  ///
  /// The files' bytes are checked when they are used; ``verify()`` checks all.
  ///
  /// - Throws: ``BundleError``, `FileError`.
  public init(contentsOf url: URL) throws {
    let url = Self.folder(url)
    let name = url.standardizedFileURL.lastPathComponent
    let file = url.appending(path: Self.metadataName)
    guard FileManager.default.fileExists(atPath: file.path) else {
      throw FileManager.default.fileExists(atPath: url.path)
        ? BundleError.notABundle(name) : BundleError.notFound(name)
    }
    let bytes = try FileReading.bytes(of: file, limit: Self.metadataLimit)
    let metadata = try Self.decode(bytes, bundle: name)
    let present = Set((try? FileManager.default.contentsOfDirectory(atPath: url.path)) ?? [])
    let network = metadata.ensemble == nil ? [BundleFile.required(for: metadata.network).rawValue] : []
    let required = Set(metadata.files.keys).union(network)
    if let missing = required.subtracting(present).sorted().first {
      throw BundleError.missingFile(bundle: name, file: missing)
    }
    let models = present.filter { Self.isModelFile($0) && $0 != Self.metadataName }
    if let unlisted = models.subtracting(metadata.files.keys).sorted().first {
      throw BundleError.unlistedFile(bundle: name, file: unlisted)
    }
    self.url = url
    self.metadata = metadata
    members = try Self.members(of: metadata, in: url)
  }

  /// The bundle's own folder, where that of the run which made it is given.
  private static func folder(_ url: URL) -> URL {
    let inside = url.appending(path: "bundle")
    let isRun = !FileManager.default.fileExists(atPath: url.appending(path: metadataName).path)
    return isRun && FileManager.default.fileExists(atPath: inside.path) ? inside : url
  }

  private static func isModelFile(_ name: String) -> Bool { name.hasPrefix("model.") }

  /// The bundle's name in messages: that of its folder.
  public var name: String { url.standardizedFileURL.lastPathComponent }

  /// Whether the bundle has a file.
  public func has(_ file: BundleFile) -> Bool { metadata.files[file.rawValue] != nil }

  /// The bytes of a file; 0 where the bundle has none of that name.
  public func byteCount(of name: String) -> Int {
    (try? FileManager.default.attributesOfItem(atPath: url.appending(path: name).path)[.size] as? Int) ?? 0
  }

  /// The bytes of all files that the metadata lists.
  public var byteCount: Int { metadata.files.keys.reduce(0) { $0 + byteCount(of: $1) } }

  /// The place of a file, after its bytes and those of all the model's files (`model.*`) have been checked.
  ///
  /// - Throws: ``BundleError/missingFile(bundle:file:)`` or
  ///   ``BundleError/changedFile(bundle:file:expected:found:)``, `FileError`.
  public func verified(_ file: BundleFile) throws -> URL {
    try verify(metadata.files.keys.filter(Self.isModelFile) + [file.rawValue])
    return url.appending(path: file.rawValue)
  }

  /// Checks every file.
  ///
  /// - Throws: as ``verified(_:)``.
  public func verify() throws {
    try verify(Array(metadata.files.keys))
    for member in members { try member.verify() }
  }

  /// The weights under PyTorch's keys.
  ///
  /// - Throws: as ``verified(_:)``, and `TensorFileError`.
  public func weights() throws -> [String: StoredTensor] {
    try Safetensors(contentsOf: verified(.weights)).tensors
  }

  /// Checks files, each once, side by side.
  private func verify(_ files: [String]) throws {
    let files = Set(files).sorted()
    let failures = Mutex([String: any Error]())
    DispatchQueue.concurrentPerform(iterations: files.count) { index in
      do {
        try verify(files[index])
      } catch {
        failures.withLock { $0[files[index]] = error }
      }
    }
    let first = failures.withLock { $0.min { $0.key < $1.key } }
    if let first { throw first.value }
  }

  private func verify(_ file: String) throws {
    guard let expected = metadata.files[file] else { throw BundleError.missingFile(bundle: name, file: file) }
    let found = try Checksum(ofFileAt: url.appending(path: file))
    guard found == expected else {
      throw BundleError.changedFile(bundle: name, file: file, expected: expected, found: found)
    }
  }

  private static func decode(_ bytes: Data, bundle: String) throws -> ModelMetadata {
    struct Schema: Decodable { let schema: Int }
    do {
      let schema = try JSONDecoder().decode(Schema.self, from: bytes).schema
      guard schema == ModelMetadata.currentSchema else {
        throw BundleError.unknownSchema(bundle: bundle, found: schema, supported: ModelMetadata.currentSchema)
      }
      let metadata = try JSONDecoder().decode(ModelMetadata.self, from: bytes)
      if let fault = metadata.fault {
        throw BundleError.malformedMetadata(bundle: bundle, reason: fault)
      }
      return metadata
    } catch let error as DecodingError {
      throw BundleError.malformedMetadata(bundle: bundle, reason: error.place)
    }
  }

  /// The SHA-256 of `model.json`, which has those of all other files in it: one that stands for the whole bundle.
  ///
  /// - Throws: `FileError`.
  public func checksum() throws -> Checksum { try Checksum(ofFileAt: url.appending(path: Self.metadataName)) }
}

extension DecodingError {
  /// Where in the file it went wrong, in a few words.
  fileprivate var place: String {
    switch self {
    case .keyNotFound(let key, let context):
      "'\((context.codingPath.map(\.stringValue) + [key.stringValue]).joined(separator: "."))' is missing"
    case .typeMismatch(_, let context), .valueNotFound(_, let context), .dataCorrupted(let context):
      context.codingPath.isEmpty
        ? "it is not JSON, or a number in it is out of range"
        : "'\(context.codingPath.map(\.stringValue).joined(separator: "."))': \(context.debugDescription)"
    @unknown default: "it is damaged"
    }
  }
}
