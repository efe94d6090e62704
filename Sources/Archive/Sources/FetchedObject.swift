import Files
public import Foundation
public import ResultObjects

/// An object that was fetched to a file, which goes with the last copy of this value.
public struct FetchedObject: Sendable {
  /// The Part 10 file.
  public let file: URL
  /// What it says of itself.
  public let source: SourceObject
  private let folder: FetchFolder

  /// An object in a file of a folder.
  ///
  /// - Throws: `FileError`, `RadiographError`, `ResultError` where it is none.
  package init(_ file: URL, in folder: FetchFolder, limit: Int) throws {
    self.file = file
    self.folder = folder
    source = try SourceObject(contentsOf: [UInt8](FileReading.bytes(of: file, limit: limit)))
  }
}
