public import Files

/// What can be wrong with a model bundle.
///
/// The sentences stand in `BundleError+Description.swift`; names are those of files, without folders.
public enum BundleError: Error, Sendable, Equatable {
  /// There is no such folder.
  case notFound(String)
  /// What is there is no bundle: it has no `model.json`.
  case notABundle(String)
  /// `model.json` can't be understood.
  case malformedMetadata(bundle: String, reason: String)
  /// `model.json` has another layout than this program's.
  case unknownSchema(bundle: String, found: Int, supported: Int)
  /// A file that `model.json` lists, or that every bundle has, is not there.
  case missingFile(bundle: String, file: String)
  /// A model file that `model.json` does not list is there.
  case unlistedFile(bundle: String, file: String)
  /// A file is not the one that the bundle was written with.
  case changedFile(bundle: String, file: String, expected: Checksum, found: Checksum)
  /// Models can't read together.
  case ensemble(EnsembleFault)
  /// A model's name that would not be safe in a path.
  case badName(String)
  /// The registry has no such model or version.
  case unknownModel(name: String, version: Int?)
}
