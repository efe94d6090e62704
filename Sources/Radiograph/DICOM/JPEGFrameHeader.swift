/// What the headers of a JPEG or JPEG-LS stream say of its picture.
struct JPEGFrameHeader: Sendable, Equatable {
  /// The start-of-frame marker's second byte: 0xC0 baseline, 0xC1 extended, 0xC3 lossless, 0xF7 JPEG-LS.
  let process: UInt8
  /// Bits of a sample.
  let precision: Int
  let rows: Int
  let columns: Int
  let componentIdentifiers: [UInt8]
  /// A JFIF marker is there, so colour is YCbCr.
  let isJFIF: Bool
  /// The colour transform that an Adobe marker names: 0 none, 1 YCbCr.
  let adobeTransform: UInt8?

  /// Walks the markers up to the start of frame; `nil` if there is none.
  init?(_ bytes: [UInt8]) {
    var position = 2
    var isJFIF = false
    var adobeTransform: UInt8?
    guard bytes.starts(with: [0xFF, 0xD8]) else { return nil }
    while bytes.count - position >= 4 {
      guard bytes[position] == 0xFF else { return nil }
      let marker = bytes[position + 1]
      if marker == 0xFF {
        position += 1
        continue
      }
      let length = Int(bytes[position + 2]) << 8 | Int(bytes[position + 3])
      guard length >= 2, length <= bytes.count - position - 2 else { return nil }
      let segment = bytes[position + 4..<position + 2 + length]
      switch marker {
      case 0xE0 where segment.starts(with: Array("JFIF".utf8)):
        isJFIF = true
      case 0xEE where segment.starts(with: Array("Adobe".utf8)) && segment.count >= 12:
        adobeTransform = segment[segment.startIndex + 11]
      case 0xC0...0xC3, 0xC5...0xC7, 0xC9...0xCB, 0xCD...0xCF, 0xF7:
        guard segment.count >= 6 else { return nil }
        let body = Array(segment)
        let count = Int(body[5])
        guard count >= 1, body.count >= 6 + 3 * count else { return nil }
        process = marker
        precision = Int(body[0])
        rows = Int(body[1]) << 8 | Int(body[2])
        columns = Int(body[3]) << 8 | Int(body[4])
        componentIdentifiers = (0..<count).map { body[6 + 3 * $0] }
        self.isJFIF = isJFIF
        self.adobeTransform = adobeTransform
        return
      case 0xD8, 0xD9, 0xDA:
        return nil
      default:
        break
      }
      position += 2 + length
    }
    return nil
  }
}
