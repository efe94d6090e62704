import Archive
import Files
import Foundation
import HTTPTypes
import Radiograph

/// The picture of an object of the archive for people: the result's overlay, else the object itself.
struct ArchivePicture: Sendable {
  /// The PNG file.
  let png: Data

  /// Draws it.
  ///
  /// - Throws: ``APIError`` where there is no file any more; `RadiographError`.
  init(of id: Int, in folder: SpoolFolder, limits: DecodingLimits) throws {
    let options = ReadingOptions(limits: limits)
    if let file = try? FileReading.bytes(of: folder.result(.secondaryCapture, of: id), limit: limits.maximumBytes) {
      png = try Data(RadiographReader.read(file, options: options).pngFile(fast: true))
    } else if let file = try? FileReading.bytes(of: folder.object(id), limit: limits.maximumBytes) {
      png = try Data(PreviewPicture(of: file, options: options).png)
    } else {
      throw APIError(.notFound, "no_picture", "the object's files are no longer kept")
    }
  }
}
