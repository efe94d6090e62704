import FoundationEssentials

/// Where a dataset's bytes stand, layouts of version 3 (section IV.A.2.i).
struct HDF5Layout {
  private let place: Range<Int>?

  private static let nowhere = UInt64.max

  /// Reads a layout.
  init(_ message: inout ByteReader) throws(TensorFileError) {
    let version = try message.byte()
    let layout = try message.byte()
    switch (version, layout) {
    case (3...4, 0):
      place = try message.range(message.size(UInt16.self))
    case (3...4, 1):
      let address = try message.integer(UInt64.self)
      let byteCount = try message.size(UInt64.self)
      guard address != Self.nowhere, let start = Int(exactly: address),
        case let (end, overflow) = start.addingReportingOverflow(byteCount), !overflow
      else {
        place = nil
        return
      }
      place = start..<end
    default:
      place = nil
    }
  }

  /// The offsets of the bytes; nil where they stand in chunks, nowhere, or are not as many as the dataset's.
  func range(byteCount: Int) -> Range<Int>? {
    if byteCount == 0 { return 0..<0 }
    guard let place, place.count == byteCount else { return nil }
    return place
  }
}
