import FoundationEssentials

extension Data {
  /// The bytes at these offsets, counted from the start, as data whose own indices start at 0.
  ///
  /// Long pieces are not copied: they keep the whole alive instead, so tensors can stand in a mapped file. `offsets` must
  /// lie within the data.
  func rebased(_ offsets: Range<Int>) -> Data {
    let piece = self[startIndex + offsets.lowerBound..<startIndex + offsets.upperBound]
    // Short data has no storage of its own that could be pointed at.
    guard piece.count >= 256 else { return Data(piece) }
    return piece.withUnsafeBytes { bytes in
      guard let address = UnsafeMutableRawPointer(mutating: bytes.baseAddress) else { return Data() }
      let whole = self
      return Data(
        bytesNoCopy: address, count: bytes.count,
        deallocator: .custom { _, _ in withExtendedLifetime(whole) {} })
    }
  }
}
