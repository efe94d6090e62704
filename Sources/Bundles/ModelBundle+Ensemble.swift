import Files
public import Foundation

extension ModelBundle {
  /// The bundle whose network stands for all where only one can: the first member of an ensemble, else the bundle itself.
  public var representative: ModelBundle { members.first ?? self }

  /// Writes an ensemble: a bundle with copies of its members; in one step as ``write(_:weights:files:to:)``.
  ///
  /// - Parameters:
  ///   - metadata: What is said of all together.
  ///   - members: Models, each of one network.
  ///   - calibration: What its temperature and operating point were chosen on, if they were.
  /// - Throws: ``BundleError``, `FileError`, with `EEXIST` or `ENOTEMPTY` where something is at `url`.
  @discardableResult
  public static func create(
    _ metadata: ModelMetadata, members: [ModelBundle], calibratedOn calibration: EnsembleDescription.Calibration? = nil,
    at url: URL
  ) throws -> ModelBundle {
    if let fault = EnsembleFault(members.map(\.metadata)) { throw BundleError.ensemble(fault) }
    for member in members { try member.verify() }
    try AtomicDirectory.create(at: url) { folder in
      let inner = folder.appending(path: EnsembleDescription.folder)
      try FileManager.default.createDirectory(at: inner, withIntermediateDirectories: true)
      var described: [EnsembleDescription.Member] = []
      for (index, member) in members.enumerated() {
        let place = inner.appending(path: "\(index)")
        try FileManager.default.createDirectory(at: place, withIntermediateDirectories: true)
        for name in [metadataName] + member.metadata.files.keys.sorted() {
          try FileManager.default.copyItem(at: member.url.appending(path: name), to: place.appending(path: name))
        }
        described.append(
          EnsembleDescription.Member(
            name: member.metadata.name, version: member.metadata.version,
            metadata: try Checksum(ofFileAt: place.appending(path: metadataName))))
      }
      var metadata = metadata
      metadata.ensemble = EnsembleDescription(members: described, calibration: calibration)
      metadata.files = [:]
      try write(metadata, to: folder)
    }
    return try ModelBundle(contentsOf: url)
  }

  /// Opens the members that metadata speak of.
  ///
  /// - Throws: ``BundleError``, `FileError`.
  static func members(of metadata: ModelMetadata, in url: URL) throws -> [ModelBundle] {
    guard let ensemble = metadata.ensemble else { return [] }
    return try ensemble.members.enumerated().map { index, described in
      let member = try ModelBundle(contentsOf: url.appending(path: "\(EnsembleDescription.folder)/\(index)"))
      let found = try member.checksum()
      guard found == described.metadata else {
        throw BundleError.changedFile(
          bundle: member.name, file: metadataName, expected: described.metadata, found: found)
      }
      if let fault = EnsembleFault(ensemble: metadata, member: member.metadata) {
        throw BundleError.ensemble(fault)
      }
      return member
    }
  }
}
