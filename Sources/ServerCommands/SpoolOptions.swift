import Archive
import ArgumentParser
import Foundation

/// Which spool a command looks at.
struct SpoolOptions: ParsableArguments {
  @Option(help: "The spool's folder (default: that of --config, else hilum/archive in the user's data folder).")
  var spool: String?

  @Option(help: "YAML file of the node whose spool it is.")
  var config: String?

  /// The spool's store, which must be there.
  ///
  /// - Throws: `ConfigurationError`, `SpoolError`.
  func store() throws -> ArchiveStore {
    let given = spool.map { URL(filePath: $0, directoryHint: .isDirectory) }
    let configured = try config.map { try ArchiveConfiguration(contentsOf: URL(filePath: $0)).spool } ?? nil
    return try ArchiveStore(existingIn: SpoolFolder(given ?? configured ?? SpoolFolder.standard()))
  }
}

/// Prints values as JSON, as people and programs read it.
enum JSONOutput {
  static func print(_ value: some Encodable) throws {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    Swift.print(String(decoding: try encoder.encode(value), as: UTF8.self))
  }
}
