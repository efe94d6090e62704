import Files
public import Foundation

/// Puts results into a folder, each whole, under the object's SOP Instance UID and the kind: `1.2.3.sr.dcm`.
public struct FolderDestination: Destination {
  /// What it is called.
  public let name: String
  private let folder: URL

  /// A folder, which is made with the first result.
  public init(name: String, folder: URL) {
    self.name = name
    self.folder = folder
  }

  /// Writes a result.
  public func send(_ result: OutgoingResult) async throws(DeliveryError) {
    do throws(FileError) {
      try Folder.make(at: folder)
      let file = folder.appending(path: "\(result.source.sopInstance).\(result.file.lastPathComponent)")
      try AtomicFile.write(FileReading.bytes(of: result.file, limit: ResultFiles.maximumBytes), to: file)
    } catch {
      throw DeliveryError(reason: "\(error)", isPermanent: false)
    }
  }
}
