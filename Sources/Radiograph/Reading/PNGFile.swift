import CPNG

/// A PNG file in memory.
struct PNGFile {
  private let bytes: UnsafeBufferPointer<UInt8>

  init(_ bytes: UnsafeRawBufferPointer) {
    self.bytes = bytes.assumingMemoryBound(to: UInt8.self)
  }

  func header(_ limits: DecodingLimits) throws -> ImageHeader {
    var header = cpng_header()
    try check { cpng_read_header(bytes.baseAddress, bytes.count, &header, $0) }
    let (width, height) = (Int(header.width), Int(header.height))
    try limits.check(width: width, height: height)
    return ImageHeader(
      format: .png, width: width, height: height, channels: Int(header.channels),
      bitDepth: Int(header.bytes_per_sample) * 8)
  }

  func read(_ options: ReadingOptions) throws -> Radiograph {
    let header = try header(options.limits)
    if header.bitDepth == 16 {
      return try Radiograph(width: header.width, height: header.height, deepGray: try samples(header))
    }
    let pixels: Pixels =
      if header.channels == 1 {
        .gray8(try samples(header))
      } else {
        .rgb8(try samples(header))
      }
    return try Radiograph(width: header.width, height: header.height, pixels: pixels)
  }

  private func samples<Sample>(_ header: ImageHeader) throws -> [Sample] {
    let count = header.width * header.height * header.channels
    return try [Sample](unsafeUninitializedCapacity: count) { buffer, initialized in
      let capacity = count * MemoryLayout<Sample>.stride
      try check { cpng_decode(bytes.baseAddress, bytes.count, buffer.baseAddress, capacity, $0) }
      initialized = count
    }
  }

  private func check(_ call: (UnsafeMutablePointer<CChar>?) -> cpng_status) throws {
    let (status, message) = withMessage(capacity: Int(CPNG_MESSAGE_SIZE), call)
    switch status {
    case CPNG_OK: return
    case CPNG_TRUNCATED: throw RadiographError.truncated(.png)
    case CPNG_TOO_MUCH_MEMORY: throw RadiographError.tooMuchMemory(.png)
    default: throw RadiographError.malformed(.png, message)
    }
  }
}
