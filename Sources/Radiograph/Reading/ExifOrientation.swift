/// Which way up a camera held the picture (EXIF tag 0x0112).
enum ExifOrientation: UInt16 {
  case upright = 1
  case mirrored, rotated180, flipped, transposed, rotated90, transversed, rotated270

  /// The orientation that the first EXIF segment of a JPEG file names; upright if none does or it makes no sense.
  init(jpeg bytes: UnsafeBufferPointer<UInt8>) {
    self = Self.exifSegment(of: bytes).flatMap(Self.orientation(in:)) ?? .upright
  }

  /// Whether rows become columns.
  var swapsSides: Bool { rawValue >= Self.transposed.rawValue }

  /// The size of the upright picture, given that of the stored one, and the other way round.
  func upright(_ size: ImageSize) -> ImageSize {
    swapsSides ? ImageSize(width: size.height, height: size.width) : size
  }

  /// Turns stored samples upright, as Pillow's `exif_transpose`.
  func turn(_ samples: [UInt8], _ size: ImageSize, channels: Int) -> [UInt8] {
    guard self != .upright else { return samples }
    let target = upright(size)
    var turned = [UInt8]()
    turned.reserveCapacity(samples.count)
    for y in 0..<target.height {
      for x in 0..<target.width {
        let (sourceX, sourceY) = source(x: x, y: y, size)
        let start = (sourceY * size.width + sourceX) * channels
        turned.append(contentsOf: samples[start..<start + channels])
      }
    }
    return turned
  }

  /// Where in the stored picture, of `size`, the upright pixel comes from.
  private func source(x: Int, y: Int, _ size: ImageSize) -> (x: Int, y: Int) {
    let (right, bottom) = (size.width - 1, size.height - 1)
    return switch self {
    case .upright: (x, y)
    case .mirrored: (right - x, y)
    case .rotated180: (right - x, bottom - y)
    case .flipped: (x, bottom - y)
    case .transposed: (y, x)
    case .rotated90: (y, bottom - x)
    case .transversed: (right - y, bottom - x)
    case .rotated270: (right - y, x)
    }
  }

  // MARK: - Parsing

  /// The TIFF structure inside the first APP1 segment that starts with `Exif\0\0`.
  private static func exifSegment(of bytes: UnsafeBufferPointer<UInt8>) -> UnsafeBufferPointer<UInt8>? {
    var position = 2
    while position + 4 <= bytes.count, bytes[position] == 0xFF {
      let marker = bytes[position + 1]
      guard marker != 0xFF else {
        position += 1
        continue
      }
      let length = Int(bytes[position + 2]) << 8 | Int(bytes[position + 3])
      let next = position + 2 + length
      // Start of scan or end of image: no segment of interest follows.
      guard marker != 0xDA, marker != 0xD9, length >= 2, next <= bytes.count else { return nil }
      let body = UnsafeBufferPointer(rebasing: bytes[position + 4..<next])
      if marker == 0xE1, body.starts(with: [0x45, 0x78, 0x69, 0x66, 0, 0]) {
        return UnsafeBufferPointer(rebasing: body.dropFirst(6))
      }
      position = next
    }
    return nil
  }

  /// The orientation in the first directory of a TIFF structure.
  private static func orientation(in tiff: UnsafeBufferPointer<UInt8>) -> ExifOrientation? {
    let isLittleEndian: Bool
    if tiff.starts(with: [0x49, 0x49, 0x2A, 0]) {
      isLittleEndian = true
    } else if tiff.starts(with: [0x4D, 0x4D, 0, 0x2A]) {
      isLittleEndian = false
    } else {
      return nil
    }
    func number(at offset: Int, bytes count: Int) -> Int? {
      guard offset >= 0, offset <= tiff.count - count else { return nil }
      let digits = tiff[offset..<offset + count]
      return isLittleEndian ? digits.reversed().reduce(0) { $0 << 8 | Int($1) } : digits.reduce(0) { $0 << 8 | Int($1) }
    }
    guard let directory = number(at: 4, bytes: 4), let entries = number(at: directory, bytes: 2) else { return nil }
    for entry in 0..<entries {
      let offset = directory + 2 + entry * 12
      guard let tag = number(at: offset, bytes: 2) else { return nil }
      guard tag == 0x0112 else { continue }
      guard number(at: offset + 2, bytes: 2) == 3, let value = number(at: offset + 8, bytes: 2) else { return nil }
      return ExifOrientation(rawValue: UInt16(clamping: value))
    }
    return nil
  }
}
