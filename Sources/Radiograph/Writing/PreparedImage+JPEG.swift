import CTurboJPEG
import Foundation

extension PreparedImage {
  /// What JPEG makes of the picture at a quality from 1 to 100: encoded and decoded again, as Pillow does both.
  ///
  /// - Throws: ``RadiographError/tooMuchMemory(_:)``, also where a side is longer than JPEG allows.
  package func throughJPEG(quality: Int) throws -> PreparedImage {
    guard let width = Int32(exactly: width), let height = Int32(exactly: height) else {
      throw RadiographError.tooMuchMemory(.jpeg)
    }
    var count = 0
    let quality = Int32(min(100, max(1, quality)))
    guard let file = cjpeg_encode(samples, width, height, Int32(channels), quality, &count) else {
      throw RadiographError.tooMuchMemory(.jpeg)
    }
    defer { cjpeg_free(file) }
    let data = Data(bytesNoCopy: file, count: count, deallocator: .none)
    let options = ReadingOptions(limits: DecodingLimits(maximumSide: .max, minimumSide: 1))
    return try PreparedImage(Canvas(try RadiographReader.read(data, options: options)))
  }
}
