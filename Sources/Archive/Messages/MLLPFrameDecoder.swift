import NIOCore

/// Takes messages out of their frames (MLLP release 1): a vertical tab before, a file separator and a carriage return after.
///
/// What stands between frames is passed over. No more than a limit of bytes is held.
struct MLLPFrameDecoder: NIOSingleStepByteToMessageDecoder {
  typealias InboundOut = ByteBuffer

  static let start: UInt8 = 0x0B
  static let end: [UInt8] = [0x1C, 0x0D]

  private let limit: Int
  private var isInFrame = false
  /// Bytes of the frame that have been looked at.
  private var seen = 0

  /// A decoder of messages of at most `limit` bytes.
  init(limit: Int) { self.limit = limit }

  mutating func decode(buffer: inout ByteBuffer) throws -> ByteBuffer? {
    if !isInFrame {
      guard let first = buffer.readableBytesView.firstIndex(of: Self.start) else {
        buffer.moveReaderIndex(forwardBy: buffer.readableBytes)
        return nil
      }
      buffer.moveReaderIndex(to: first + 1)
      isInFrame = true
      seen = 0
    }
    let bytes = buffer.readableBytesView
    while seen + 1 < bytes.count {
      let position = bytes.startIndex + seen
      guard bytes[position] == Self.end[0], bytes[position + 1] == Self.end[1] else {
        seen += 1
        continue
      }
      let message = buffer.readSlice(length: seen)
      buffer.moveReaderIndex(forwardBy: Self.end.count)
      isInFrame = false
      return message
    }
    if bytes.count > limit { throw MLLPError.tooLarge(limit: limit) }
    return nil
  }

  mutating func decodeLast(buffer: inout ByteBuffer, seenEOF: Bool) throws -> ByteBuffer? {
    try decode(buffer: &buffer)
  }

  /// A message in its frame.
  static func frame(_ message: some Sequence<UInt8>) -> ByteBuffer {
    var buffer = ByteBuffer(integer: start)
    buffer.writeBytes(message)
    buffer.writeBytes(end)
    return buffer
  }
}
