import Archive
import ArgumentParser
import Foundation

extension ServeOptions {
  /// Checks the options of the archive's node.
  ///
  /// - Throws: `ValidationError`.
  func validateArchive() throws {
    if let dicom, !(0...65535).contains(dicom) { throw ValidationError("--dicom is from 0 to 65535") }
    if let aeTitle, !AETitle.isValid(aeTitle) {
      throw ValidationError("--ae-title has 1 to 16 characters of ASCII, and no backslash")
    }
    for text in sendTo where DestinationConfiguration(sendingTo: text) == nil {
      throw ValidationError("--send-to is AE@HOST:PORT, such as ORTHANC@127.0.0.1:4242")
    }
    let isNode = dicom != nil || archive != nil
    guard isNode || (aeTitle == nil && sendTo.isEmpty && spool == nil) else {
      throw ValidationError("--ae-title, --send-to and --spool need --dicom PORT or --archive FILE")
    }
  }

  /// What the archive's node is told: the file first, then the flags, which go before it; nil where there is no node.
  ///
  /// - Throws: `ConfigurationError`.
  func archiveConfiguration() throws -> ArchiveConfiguration? {
    guard dicom != nil || archive != nil else { return nil }
    var configuration =
      try archive.map { try ArchiveConfiguration(contentsOf: URL(filePath: $0)) }
      ?? ArchiveConfiguration()
    if let dicom {
      configuration.node.port = dicom
      configuration.hasPort = true
    }
    if let aeTitle { configuration.node.aeTitle = aeTitle }
    if let spool { configuration.spool = URL(filePath: spool, directoryHint: .isDirectory) }
    for text in sendTo {
      if let destination = DestinationConfiguration(sendingTo: text) { try configuration.add(destination) }
    }
    return configuration
  }
}
