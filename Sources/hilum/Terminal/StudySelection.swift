import Archive
import ArgumentParser
import Foundation
import Logging
import ServerCommands

/// Options that say which study of an archive is meant in place of files.
struct StudySelection: ParsableArguments {
  @Option(help: "Read the frontal chest radiographs of the study with this Study Instance UID, from an archive.")
  var study: String?

  @Option(help: "The archive that has the study, by its name among the sources in --archive.")
  var from: String?

  @Option(help: "YAML file with the archive's configuration.")
  var archive: String?

  func validate() throws {
    guard study == nil || (from != nil && archive != nil) else {
      throw ValidationError("--study needs --from NAME and --archive FILE")
    }
    guard study != nil || (from == nil && archive == nil) else {
      throw ValidationError("--from and --archive belong to --study")
    }
  }

  /// Fetches the study's pictures to temporary files, which go with them; nil where no study is meant.
  ///
  /// - Throws: `ConfigurationError`, and what asking the archive throws; `NoPicture` where the study has none.
  func pictures() throws -> [FetchedObject]? {
    guard let study, let from, let archive else { return nil }
    let configuration = try ArchiveConfiguration(contentsOf: URL(filePath: archive))
    var logger = Logger(label: "hilum") { StreamLogHandler.standardError(label: $0) }
    logger.logLevel = .error
    let source = try configuration.studySource(from, logger: logger)
    let pictures = try ServerProcess.wait { try await source.frontalImages(of: study) }
    guard !pictures.isEmpty else { throw NoPicture(source: from) }
    return pictures
  }

  /// A study without a picture to read.
  struct NoPicture: Error, CustomStringConvertible {
    let source: String

    var description: String { "\(source) has no frontal chest radiograph in the study" }
  }
}
