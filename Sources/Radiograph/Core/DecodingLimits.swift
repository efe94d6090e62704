/// How much a file from outside may ask for.
///
/// Checked against the header before any pixel is allocated.
public struct DecodingLimits: Sendable, Hashable {
  /// Bytes of the file.
  public var maximumBytes: Int
  /// Width × height (× frames that are read).
  public var maximumPixels: Int
  /// The longer side.
  public var maximumSide: Int
  /// The shorter side of a usable picture.
  public var minimumSide: Int
  /// Passes over the picture in one progressive JPEG: each costs a whole decode for a few bytes of file.
  public var maximumScans: Int
  /// Elements, items and fragments of a DICOM file.
  public var maximumElements: Int
  /// How deep the sequences of a DICOM file may be nested.
  public var maximumSequenceDepth: Int
  /// Decoded bytes for each byte of a compressed DICOM frame.
  ///
  /// Frames of up to 16 MiB may exceed it: an empty picture compresses to almost nothing.
  public var maximumCompressionRatio: Int
  /// Inflated bytes for each byte of a deflated DICOM data set.
  ///
  /// Data sets of up to 16 MiB may exceed it. Deflate gets to a thousand to one where all bytes are alike (RFC 1951).
  public var maximumInflationRatio: Int

  /// Limits of your own; what is left out is as in ``standard``.
  public init(
    maximumBytes: Int = 256 << 20, maximumPixels: Int = 100_000_000, maximumSide: Int = 20_000, minimumSide: Int = 16,
    maximumScans: Int = 50, maximumElements: Int = 1_000_000, maximumSequenceDepth: Int = 32,
    maximumCompressionRatio: Int = 1000, maximumInflationRatio: Int = 100
  ) {
    self.maximumBytes = maximumBytes
    self.maximumPixels = maximumPixels
    self.maximumSide = maximumSide
    self.minimumSide = minimumSide
    self.maximumScans = maximumScans
    self.maximumElements = maximumElements
    self.maximumSequenceDepth = maximumSequenceDepth
    self.maximumCompressionRatio = maximumCompressionRatio
    self.maximumInflationRatio = maximumInflationRatio
  }

  /// 256 MiB, 100 megapixels, sides from 16 to 20,000, 50 scans; for DICOM, a million elements and
  /// sequences 32 deep, compression of 1000 to 1, of data sets 100 to 1: roomier than any radiograph.
  public static let standard = DecodingLimits()

  /// Checks the size of a file.
  ///
  /// - Throws: ``RadiographError/emptyFile`` or ``RadiographError/tooManyBytes(count:limit:)``.
  public func check(byteCount: Int) throws {
    guard byteCount > 0 else { throw RadiographError.emptyFile }
    guard byteCount <= maximumBytes else { throw RadiographError.tooManyBytes(count: byteCount, limit: maximumBytes) }
  }

  /// Checks the size of a picture, as a header declares it.
  ///
  /// - Throws: ``RadiographError/tooSmall(width:height:minimumSide:)``,
  ///   ``RadiographError/tooManyPixels(width:height:limit:)`` or ``RadiographError/sideTooLong(width:height:limit:)``.
  public func check(width: Int, height: Int) throws {
    guard min(width, height) >= max(1, minimumSide) else {
      throw RadiographError.tooSmall(width: width, height: height, minimumSide: max(1, minimumSide))
    }
    let (area, overflow) = width.multipliedReportingOverflow(by: height)
    guard !overflow, area <= maximumPixels else {
      throw RadiographError.tooManyPixels(width: width, height: height, limit: maximumPixels)
    }
    guard max(width, height) <= maximumSide else {
      throw RadiographError.sideTooLong(width: width, height: height, limit: maximumSide)
    }
  }
}
