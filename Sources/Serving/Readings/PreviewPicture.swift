import Foundation
import Radiograph

/// The picture of a file as people look at it: decoded, windowed, 8 bits of grey, full size.
struct PreviewPicture: Sendable {
  /// The PNG file.
  let png: [UInt8]
  /// Pictures in the file; only DICOM files have several.
  let frameCount: Int

  /// Decodes a file.
  ///
  /// - Throws: `RadiographError`.
  init(of file: Data, options: ReadingOptions) throws {
    let picture = try RadiographReader.read(file, options: options)
    frameCount = picture.acquisition.frameCount ?? 1
    let whole = try Preprocessing(color: .grayscale, steps: [], mean: [0], std: [1]).prepare(picture)
    png = try Radiograph(width: whole.width, height: whole.height, pixels: .gray8(whole.samples)).pngFile(fast: true)
  }
}
