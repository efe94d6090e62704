import CHilum
import Radiograph

/// Pixels in memory that a caller lends.
struct PixelBuffer {
  /// The type of a sample.
  enum Element {
    case uint8, uint16, float32

    /// An element by its number in the header.
    init?(_ number: Int32) {
      switch Int(number) {
      case Int(HILUM_UINT8): self = .uint8
      case Int(HILUM_UINT16): self = .uint16
      case Int(HILUM_FLOAT32): self = .float32
      default: return nil
      }
    }

    /// Bytes of a sample.
    var size: Int {
      switch self {
      case .uint8: 1
      case .uint16: 2
      case .float32: 4
      }
    }
  }

  private let bytes: UnsafeRawBufferPointer
  private let element: Element
  private let size: ImageSize
  private let channels: Int
  /// Bytes from one row to the next.
  private let stride: Int

  /// Pixels whose places are all within the bytes that the caller has.
  ///
  /// - Throws: `LibraryError`; `RadiographError` where the size is not one of a picture.
  init(_ picture: hilum_picture) throws {
    guard let data = picture.data else { throw LibraryError.missing("data") }
    guard let element = Element(picture.element) else {
      throw LibraryError.unknown("element", value: Int(picture.element))
    }
    guard picture.channels == 1 || picture.channels == 3 else {
      throw LibraryError.unknown("channels", value: Int(picture.channels))
    }
    size = ImageSize(width: Int(picture.width), height: Int(picture.height))
    try DecodingLimits.standard.check(width: size.width, height: size.height)
    self.element = element
    channels = Int(picture.channels)
    let row = size.width * channels * element.size
    stride = picture.row_stride == 0 ? row : Int(picture.row_stride)
    guard stride >= row else { throw LibraryError.rowStride(stride, least: row) }
    let (gap, isFar) = stride.multipliedReportingOverflow(by: size.height - 1)
    let (needed, isFarther) = gap.addingReportingOverflow(row)
    let available = Int(clamping: picture.size)
    guard !isFar, !isFarther, needed <= available else {
      throw LibraryError.arraySize(bytes: available, needed: isFar || isFarther ? .max : needed)
    }
    bytes = UnsafeRawBufferPointer(start: data, count: needed)
  }

  /// The picture, which has a copy of the pixels.
  ///
  /// - Throws: `LibraryError.level`, `RadiographError`.
  func radiograph() throws -> Radiograph {
    let isGray = channels == 1
    switch element {
    case .uint8:
      let samples: [UInt8] = copied()
      return try radiograph(isGray ? .gray8(samples) : .rgb8(samples))
    case .uint16:
      guard isGray else { return try radiograph(.rgb8(samples { (level: UInt16) in UInt8(level >> 8) })) }
      return try Radiograph(width: size.width, height: size.height, deepGray: copied())
    case .float32:
      if isGray { return try radiograph(.gray16(samples { try Self.level($0, greatest: 65_535) }, bitDepth: 16)) }
      return try radiograph(.rgb8(samples { try Self.level($0, greatest: 255) }))
    }
  }

  private func radiograph(_ pixels: Pixels) throws -> Radiograph {
    try Radiograph(width: size.width, height: size.height, pixels: pixels)
  }

  /// The level that a share of the greatest one stands for.
  private static func level<Level: FixedWidthInteger>(_ value: Float, greatest: Float) throws -> Level {
    guard value >= 0, value <= 1 else { throw LibraryError.level(value) }
    return Level(value * greatest + 0.5)
  }

  /// The bytes of a row.
  private func row(_ index: Int) -> UnsafeRawBufferPointer {
    UnsafeRawBufferPointer(rebasing: bytes[index * stride..<index * stride + size.width * channels * element.size])
  }

  /// The samples as they are.
  private func copied<Sample>() -> [Sample] {
    let count = size.width * size.height * channels
    return [Sample](unsafeUninitializedCapacity: count) { samples, initialized in
      var target = UnsafeMutableRawBufferPointer(samples)
      for index in 0..<size.height {
        let row = row(index)
        target.copyMemory(from: row)
        target = UnsafeMutableRawBufferPointer(rebasing: target[row.count...])
      }
      initialized = count
    }
  }

  /// The samples made others.
  private func samples<Stored, Sample>(_ change: (Stored) throws -> Sample) rethrows -> [Sample] {
    var samples: [Sample] = []
    samples.reserveCapacity(size.width * size.height * channels)
    for index in 0..<size.height {
      let row = row(index)
      for place in Swift.stride(from: 0, to: row.count, by: MemoryLayout<Stored>.size) {
        samples.append(try change(row.loadUnaligned(fromByteOffset: place, as: Stored.self)))
      }
    }
    return samples
  }
}
