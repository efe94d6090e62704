/// A picture after ``Preprocessing/steps`` and before normalisation: 8 bits a sample, row-major.
public struct PreparedImage: Sendable, Hashable {
  /// Columns.
  public let width: Int
  /// Rows.
  public let height: Int
  /// 1, grey, or 3, interleaved red, green, blue.
  public let channels: Int
  /// `width * height * channels` samples.
  public var samples: [UInt8]

  /// Makes a picture of samples in memory.
  ///
  /// - Throws: ``RadiographError/inconsistentPixels(width:height:samples:)`` if they do not fit the size.
  public init(width: Int, height: Int, channels: Int, samples: [UInt8]) throws {
    let (area, overflow) = width.multipliedReportingOverflow(by: height)
    guard width > 0, height > 0, !overflow, channels == 1 || channels == 3, area <= Int.max / 3,
      samples.count == area * channels
    else {
      throw RadiographError.inconsistentPixels(width: width, height: height, samples: samples.count)
    }
    self.width = width
    self.height = height
    self.channels = channels
    self.samples = samples
  }
}
