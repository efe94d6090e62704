/// Uncompressed pixels (PS3.5 section 8).
extension DICOMImagePixel {
  /// Unpacks one frame of native pixel data.
  ///
  /// - Throws: ``RadiographError/truncated(_:)`` if the frame is not all there.
  func unpack(_ bytes: ArraySlice<UInt8>, frame: Int, isBigEndian: Bool, isWords: Bool) throws -> StoredPixels {
    // Two pixels of 4:2:2 share their colour: luminance, luminance, blue, red.
    let isSubsampled = photometricInterpretation == .ybrFull422
    guard !isSubsampled || (columns % 2 == 0 && bitsAllocated == 8 && !isPlanar) else {
      throw RadiographError.unsupportedVariety(.dicom, "YBR_FULL_422 of this layout")
    }
    let storedCount = isSubsampled ? rows * columns * 2 : sampleCount
    let bitCount = storedCount * bitsAllocated
    let (firstBit, overflow) = frame.multipliedReportingOverflow(by: bitCount)
    guard !overflow, firstBit <= bytes.count * 8, bitCount <= bytes.count * 8 - firstBit else {
      throw RadiographError.truncated(.dicom)
    }
    if bitsAllocated == 1 {
      return pixels(.narrow(unpackBits(bytes, firstBit: firstBit)), bits: 1, isSigned: false)
    }
    let isSwapped = bitsAllocated == 8 && isBigEndian && isWords
    let slice = (isSwapped ? swapped(bytes) : bytes).dropFirst(firstBit / 8).prefix(bitCount / 8)
    let mask = mask(bitsStored)
    if bitsAllocated == 32 {
      let words = unpackWords(slice, isBigEndian: isBigEndian)
      return pixels(.wide(words.map { ($0 >> UInt32(lowBit)) & mask }))
    }
    let lowest = UInt16(lowBit)
    let shortMask = UInt16(truncatingIfNeeded: mask)
    var samples = unpackShorts(slice, isBigEndian: isBigEndian)
    for index in samples.indices { samples[index] = (samples[index] >> lowest) & shortMask }
    return pixels(.narrow(isSubsampled ? upsample(samples) : samples))
  }

  /// Puts patterns in order: interleaves colour planes.
  func pixels(
    _ patterns: StoredPixels.Patterns, bits: Int? = nil, isSigned: Bool? = nil, isPlanar: Bool? = nil
  ) -> StoredPixels {
    var patterns = patterns
    if isPlanar ?? self.isPlanar {
      switch patterns {
      case .narrow(let samples): patterns = .narrow(interleave(samples))
      case .wide(let samples): patterns = .wide(interleave(samples))
      }
    }
    return StoredPixels(
      width: columns, height: rows, samplesPerPixel: samplesPerPixel, bits: bits ?? bitsStored,
      isSigned: isSigned ?? self.isSigned, patterns: patterns)
  }

  /// A word with the lowest `bits` bits set.
  func mask(_ bits: Int) -> UInt32 {
    bits >= 32 ? .max : 1 << UInt32(bits) - 1
  }
}

// MARK: - Layouts

extension DICOMImagePixel {
  /// The lowest bit that is stored.
  private var lowBit: Int { highBit + 1 - bitsStored }

  /// One bit a pixel, least significant first; frames are not padded to bytes.
  private func unpackBits(_ bytes: ArraySlice<UInt8>, firstBit: Int) -> [UInt16] {
    (firstBit..<firstBit + sampleCount).map { bit in
      UInt16(bytes[bytes.startIndex + bit / 8] >> UInt8(bit % 8) & 1)
    }
  }

  /// Undoes the order of bytes in big-endian words: of two 8-bit samples, the first is the lower byte, which comes second.
  private func swapped(_ bytes: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
    var bytes = bytes
    for index in stride(from: bytes.startIndex, to: bytes.endIndex - 1, by: 2) { bytes.swapAt(index, index + 1) }
    return bytes
  }

  /// 8 or 16 bits allocated.
  private func unpackShorts(_ bytes: ArraySlice<UInt8>, isBigEndian: Bool) -> [UInt16] {
    bytes.withUnsafeBytes { raw in
      if bitsAllocated == 8 { return raw.map(UInt16.init) }
      return (0..<raw.count / 2).map { index in
        let word = raw.loadUnaligned(fromByteOffset: index * 2, as: UInt16.self)
        return isBigEndian ? UInt16(bigEndian: word) : UInt16(littleEndian: word)
      }
    }
  }

  private func unpackWords(_ bytes: ArraySlice<UInt8>, isBigEndian: Bool) -> [UInt32] {
    bytes.withUnsafeBytes { raw in
      (0..<raw.count / 4).map { index in
        let word = raw.loadUnaligned(fromByteOffset: index * 4, as: UInt32.self)
        return isBigEndian ? UInt32(bigEndian: word) : UInt32(littleEndian: word)
      }
    }
  }

  private func interleave<Sample>(_ planes: [Sample]) -> [Sample] {
    let area = rows * columns
    return (0..<planes.count).map { planes[$0 % samplesPerPixel * area + $0 / samplesPerPixel] }
  }

  /// 4:2:2 to three samples a pixel, by repetition.
  private func upsample(_ samples: [UInt16]) -> [UInt16] {
    var result: [UInt16] = []
    result.reserveCapacity(sampleCount)
    for start in stride(from: 0, to: samples.count, by: 4) {
      let (blue, red) = (samples[start + 2], samples[start + 3])
      result += [samples[start], blue, red, samples[start + 1], blue, red]
    }
    return result
  }
}
