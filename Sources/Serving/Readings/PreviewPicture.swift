import Foundation
import Radiograph

/// The picture of a file as people look at it: decoded, windowed, 8 bits of grey, full size.
enum PreviewPicture {
  /// The PNG file.
  ///
  /// - Throws: `RadiographError`.
  static func png(of file: Data, options: ReadingOptions) throws -> [UInt8] {
    let picture = try RadiographReader.read(file, options: options)
    let whole = try Preprocessing(color: .grayscale, steps: [], mean: [0], std: [1]).prepare(picture)
    return try Radiograph(width: whole.width, height: whole.height, pixels: .gray8(whole.samples)).pngFile(fast: true)
  }
}
