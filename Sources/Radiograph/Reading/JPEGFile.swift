import CRadiograph
import CTurboJPEG

/// A JPEG file in memory.
struct JPEGFile {
  private let bytes: UnsafeBufferPointer<UInt8>

  init(_ bytes: UnsafeRawBufferPointer) {
    self.bytes = bytes.assumingMemoryBound(to: UInt8.self)
  }

  func header(_ limits: DecodingLimits) throws -> ImageHeader {
    let stored = try storedHeader(limits)
    let size = ExifOrientation(jpeg: bytes).upright(ImageSize(width: Int(stored.width), height: Int(stored.height)))
    return ImageHeader(
      format: .jpeg, width: size.width, height: size.height, channels: Int(stored.channels), bitDepth: 8)
  }

  func read(_ options: ReadingOptions) throws -> Radiograph {
    let stored = try storedHeader(options.limits)
    let orientation = ExifOrientation(jpeg: bytes)
    let denominator = options.fastDecodeTarget.map { reduction(of: stored, for: orientation.upright($0)) } ?? 1
    let size = ImageSize(
      width: Int(cjpeg_scaled(stored.width, denominator)), height: Int(cjpeg_scaled(stored.height, denominator)))
    let count = size.width * size.height * Int(stored.channels)
    let samples = try [UInt8](unsafeUninitializedCapacity: count) { buffer, initialized in
      try decode(stored, denominator, options.limits, into: UnsafeMutableBufferPointer(rebasing: buffer[..<count]))
      initialized = count
    }
    let upright = orientation.turn(samples, size, channels: Int(stored.channels))
    let turned = orientation.upright(size)
    return try Radiograph(
      width: turned.width, height: turned.height, pixels: stored.channels == 1 ? .gray8(upright) : .rgb8(upright))
  }

  /// Decodes at 1/`denominator` of the size: a plain grey file fast, all others, and all doubts, by libjpeg-turbo.
  private func decode(
    _ stored: cjpeg_header, _ denominator: Int32, _ limits: DecodingLimits,
    into pixels: UnsafeMutableBufferPointer<UInt8>
  ) throws {
    let isDone =
      stored.channels == 1
      && cradiograph_decode_grey_jpeg(
        bytes.baseAddress, bytes.count, stored.width, stored.height, denominator, cradiograph_best_instructions(),
        pixels.baseAddress) == 1
    guard !isDone else { return }
    try check(limits) {
      cjpeg_decode(
        bytes.baseAddress, bytes.count, denominator, Int32(clamping: limits.maximumScans), pixels.baseAddress,
        pixels.count, $0)
    }
  }

  /// The header as stored, before the picture is turned upright, and within limits.
  private func storedHeader(_ limits: DecodingLimits) throws -> cjpeg_header {
    var header = cjpeg_header()
    try check(limits) { cjpeg_read_header(bytes.baseAddress, bytes.count, &header, $0) }
    try limits.check(width: Int(header.width), height: Int(header.height))
    return header
  }

  /// The strongest reduction that leaves the picture at least as large as `target`.
  private func reduction(of stored: cjpeg_header, for target: ImageSize) -> Int32 {
    [8, 4, 2].first {
      Int(stored.width) / $0 >= target.width && Int(stored.height) / $0 >= target.height
    }.map(Int32.init) ?? 1
  }

  private func check(_ limits: DecodingLimits, _ call: (UnsafeMutablePointer<CChar>?) -> cjpeg_status) throws {
    let (status, message) = withMessage(capacity: Int(CJPEG_MESSAGE_SIZE), call)
    switch status {
    case CJPEG_OK: return
    case CJPEG_TRUNCATED: throw RadiographError.truncated(.jpeg)
    case CJPEG_UNSUPPORTED: throw RadiographError.unsupportedVariety(.jpeg, message)
    case CJPEG_TOO_MANY_SCANS: throw RadiographError.tooManyScans(limit: limits.maximumScans)
    case CJPEG_TOO_MUCH_MEMORY: throw RadiographError.tooMuchMemory(.jpeg)
    default: throw RadiographError.malformed(.jpeg, message)
    }
  }
}
