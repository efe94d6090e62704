import Files
public import Foundation
public import TensorFiles

extension ModelBundle {
  /// Writes a bundle in one step: a kill or a full disk leaves the old folder, whole, or the new one, whole.
  ///
  /// - Parameters:
  ///   - weights: Its weights; nil for a network that is known by its graph alone.
  ///   - files: The bytes of the files beside `model.json`.
  /// - Throws: `FileError`.
  @discardableResult
  public static func write(
    _ metadata: ModelMetadata, weights: [String: StoredTensor]?, files: [BundleFile: Data], to url: URL
  ) throws -> ModelBundle {
    var metadata = metadata
    metadata.files = [:]
    try AtomicDirectory.replace(at: url) { try fill($0, metadata, weights: weights, files: files) }
    return try ModelBundle(contentsOf: url)
  }

  /// Writes the bundle anew with one more file, or another in place of the one it has; in one step as
  /// ``write(_:weights:files:to:)``.
  ///
  /// - Throws: as ``verified(_:)``, and `FileError`.
  public func adding(_ bytes: Data, as file: BundleFile) throws -> ModelBundle {
    try verify()
    let names = try FileManager.default.contentsOfDirectory(atPath: url.path)
      .filter { $0 != Self.metadataName && $0 != file.rawValue }
    try AtomicDirectory.replace(at: url) { try Self.fill($0, metadata, copying: places(names), files: [file: bytes]) }
    return try ModelBundle(contentsOf: url)
  }

  /// Writes `model.json` anew with another record of how precisions agree; all other files stay as they are.
  ///
  /// - Throws: `FileError`; `EncodingError` for numbers that JSON has not.
  public func recording(_ agreement: PrecisionAgreement) throws -> ModelBundle {
    var metadata = metadata
    metadata.agreement = agreement
    try Self.write(metadata, to: url)
    return try ModelBundle(contentsOf: url)
  }

  /// Writes another bundle that is made of this one, with its members if it has some, in one step; this one stays as it
  /// is.
  ///
  /// - Parameters:
  ///   - metadata: What the other's `model.json` says; its list of files is filled in.
  ///   - weights: Its weights; nil for the same.
  ///   - files: The bytes of its files that are new.
  ///   - dropped: Files that it has not.
  ///   - url: A folder that is empty or not there.
  /// - Throws: as ``verified(_:)``, and `FileError`.
  public func derived(
    _ metadata: ModelMetadata, weights: [String: StoredTensor]? = nil, files: [BundleFile: Data],
    without dropped: Set<BundleFile> = [], at url: URL
  ) throws -> ModelBundle {
    try verify()
    let gone = dropped.union(files.keys).union(weights == nil ? [] : [.weights])
    var metadata = metadata
    metadata.files = self.metadata.files.filter { name, _ in !gone.contains { $0.rawValue == name } }
    let copies = places(metadata.files.keys + (members.isEmpty ? [] : [EnsembleDescription.folder]))
    try AtomicDirectory.create(at: url) {
      try Self.fill($0, metadata, copying: copies, weights: weights, files: files)
    }
    return try ModelBundle(contentsOf: url)
  }

  private func places(_ names: [String]) -> [URL] { names.map { url.appending(path: $0) } }

  /// Fills a folder; `model.json`, which lists the other files, comes last.
  ///
  /// - Parameters:
  ///   - metadata: What `model.json` says, with the files that are copied; those that are written are added to them.
  ///   - copies: Files, and folders, that are copied.
  private static func fill(
    _ folder: URL, _ metadata: ModelMetadata, copying copies: [URL] = [], weights: [String: StoredTensor]? = nil,
    files: [BundleFile: Data]
  ) throws {
    var metadata = metadata
    for place in copies {
      try FileManager.default.copyItem(at: place, to: folder.appending(path: place.lastPathComponent))
    }
    if let weights {
      let place = folder.appending(path: BundleFile.weights.rawValue)
      try Safetensors(weights).write(to: place)
      metadata.files[BundleFile.weights.rawValue] = try Checksum(ofFileAt: place)
    }
    for (file, bytes) in files where weights == nil || file != .weights {
      try AtomicFile.write(bytes, to: folder.appending(path: file.rawValue))
      metadata.files[file.rawValue] = Checksum(of: bytes)
    }
    try write(metadata, to: folder)
  }

  /// Writes `model.json`.
  ///
  /// - Throws: `FileError`; `EncodingError` for numbers that JSON has not.
  static func write(_ metadata: ModelMetadata, to folder: URL) throws {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    try AtomicFile.write(encoder.encode(metadata), to: folder.appending(path: metadataName))
  }
}
