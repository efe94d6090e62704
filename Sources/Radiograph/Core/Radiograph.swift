/// A decoded picture: its pixels with their depth, and what the file says of how it was taken.
///
/// Pixels are row-major, top-left first, already upright (EXIF orientation applied), and those of DICOM windowed
/// (see ``GrayscalePipeline``). Nothing else has been done to them. See ``Preprocessing`` for the way from here to a
/// model's input.
public struct Radiograph: Sendable, Equatable {
  /// Columns.
  public let width: Int
  /// Rows.
  public let height: Int
  /// `width * height` samples (three times as many for colour).
  public let pixels: Pixels
  /// What the header tells; everything is `nil` for JPEG and PNG.
  public let acquisition: Acquisition
  /// What had to be decided to read the file.
  public let notes: [ReadingNote]

  /// Makes a radiograph of pixels that are already in memory.
  ///
  /// - Throws: ``RadiographError/inconsistentPixels(width:height:samples:)`` if `pixels` does not hold exactly
  ///   `width * height` pixels, or there are none.
  public init(
    width: Int, height: Int, pixels: Pixels, acquisition: Acquisition = Acquisition(), notes: [ReadingNote] = []
  ) throws {
    let (area, overflow) = width.multipliedReportingOverflow(by: height)
    guard width > 0, height > 0, !overflow, area <= Int.max / pixels.channels,
      pixels.sampleCount == area * pixels.channels
    else {
      throw RadiographError.inconsistentPixels(width: width, height: height, samples: pixels.sampleCount)
    }
    self.width = width
    self.height = height
    self.pixels = pixels
    self.acquisition = acquisition
    self.notes = notes
  }

  /// Columns and rows.
  public var size: ImageSize { ImageSize(width: width, height: height) }
}
