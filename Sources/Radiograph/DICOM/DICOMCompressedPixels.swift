import CDICOM

/// A decoded frame, and what its colours are, which the codec may have changed.
struct DICOMDecodedFrame {
  let pixels: StoredPixels
  let photometricInterpretation: DICOMImagePixel.PhotometricInterpretation
}

/// Compressed pixels (PS3.5 section 8.2).
extension DICOMImagePixel {
  /// Decodes one frame.
  ///
  /// - Throws: ``RadiographError`` if the frame is damaged, its own header contradicts the data set, or it would expand
  ///   more than `limits` allow.
  func decode(_ bytes: [UInt8], _ codec: DICOMCodec, limits: DecodingLimits) throws -> DICOMDecodedFrame {
    guard sampleCount * max(1, bitsAllocated / 8) <= max(16 << 20, bytes.count * limits.maximumCompressionRatio) else {
      throw RadiographError.tooMuchMemory(.dicom)
    }
    return switch codec {
    case .rle: try decodeRLE(bytes)
    case .jpeg2000: try decodeJPEG2000(bytes)
    default: try decodeJPEG(bytes, codec)
    }
  }

  private func decodeRLE(_ bytes: [UInt8]) throws -> DICOMDecodedFrame {
    guard bitsAllocated >= 8 else { throw RadiographError.unsupportedVariety(.dicom, "RLE of single bits") }
    let frame = try RLEFrame(bytes, segmentCount: samplesPerPixel * bitsAllocated / 8)
    let patterns: StoredPixels.Patterns =
      bitsAllocated == 32
      ? .wide(try frame.decode(UInt32.self, sampleCount: rows * columns, planes: samplesPerPixel))
      : .narrow(try frame.decode(UInt16.self, sampleCount: rows * columns, planes: samplesPerPixel))
    return DICOMDecodedFrame(
      pixels: pixels(masked(patterns, bits: bitsStored), isPlanar: false),
      photometricInterpretation: photometricInterpretation)
  }

  private func decodeJPEG(_ bytes: [UInt8], _ codec: DICOMCodec) throws -> DICOMDecodedFrame {
    guard let header = JPEGFrameHeader(bytes), let dcmtk = codec.dcmtk else {
      throw RadiographError.malformed(.dicom, "the JPEG data have no header")
    }
    guard codec.jpegProcesses.contains(header.process) else {
      throw RadiographError.malformed(.dicom, "the JPEG data are of another kind than the transfer syntax says")
    }
    guard header.rows == rows, header.columns == columns, header.componentIdentifiers.count == samplesPerPixel,
      (1...16).contains(header.precision)
    else {
      try CDICOM_SIZE_MISMATCH.check("the JPEG data")
      throw RadiographError.malformed(.dicom, "the JPEG data can't be decoded")
    }
    let patterns = try decode(bytes, dcmtk, precision: header.precision)
    // A sign stands in the highest bit that is stored; JPEG-LS streams may have fewer bits than the header says.
    let isLS = header.process == 0xF7
    let bits = isLS || !isSigned ? header.precision : min(header.precision, bitsStored)
    return DICOMDecodedFrame(
      pixels: pixels(masked(patterns, bits: bits), bits: bits, isPlanar: false),
      photometricInterpretation: colors(header))
  }

  private func decodeJPEG2000(_ bytes: [UInt8]) throws -> DICOMDecodedFrame {
    let wide = bitsAllocated == 32
    var precision: UInt32 = 0
    func decode<Sample: FixedWidthInteger>(_ type: Sample.Type) throws -> [Sample] {
      try Array(unsafeUninitializedCapacity: sampleCount) { buffer, count in
        let raw = UnsafeMutableRawBufferPointer(buffer)
        try cdicom_decode_jpeg2000(
          frame(bitsAllocated: Sample.bitWidth), bytes, bytes.count, raw.baseAddress, raw.count, &precision
        ).check("the JPEG 2000 data")
        count = sampleCount
      }
    }
    let patterns: StoredPixels.Patterns = wide ? .wide(try decode(UInt32.self)) : .narrow(try decode(UInt16.self))
    // OpenJPEG has undone the colour transforms of JPEG 2000.
    let isTransformed = photometricInterpretation == .ybrICT || photometricInterpretation == .ybrRCT
    return DICOMDecodedFrame(
      pixels: pixels(masked(patterns, bits: Int(precision)), bits: Int(precision), isPlanar: false),
      photometricInterpretation: isTransformed ? .rgb : photometricInterpretation)
  }
}

// MARK: - Helpers

extension DICOMImagePixel {
  private func frame(bitsAllocated: Int, bitsStored: Int = 0) -> cdicom_frame {
    cdicom_frame(
      rows: UInt16(truncatingIfNeeded: rows), columns: UInt16(truncatingIfNeeded: columns),
      samples_per_pixel: UInt16(truncatingIfNeeded: samplesPerPixel),
      bits_allocated: UInt16(truncatingIfNeeded: bitsAllocated), bits_stored: UInt16(truncatingIfNeeded: bitsStored))
  }

  /// Decodes with DCMTK; samples come out interleaved.
  private func decode(_ bytes: [UInt8], _ codec: cdicom_codec, precision: Int) throws -> StoredPixels.Patterns {
    func decode<Sample: FixedWidthInteger>(_ type: Sample.Type) throws -> [Sample] {
      let frame = frame(bitsAllocated: Sample.bitWidth, bitsStored: precision)
      return try Array(unsafeUninitializedCapacity: sampleCount) { buffer, count in
        let raw = UnsafeMutableRawBufferPointer(buffer)
        try cdicom_decode(codec, frame, bytes, bytes.count, raw.baseAddress, raw.count).check("the JPEG data")
        count = sampleCount
      }
    }
    return .narrow(precision > 8 ? try decode(UInt16.self) : try decode(UInt8.self).map(UInt16.init))
  }

  private func masked(_ patterns: StoredPixels.Patterns, bits: Int) -> StoredPixels.Patterns {
    let mask = mask(bits)
    return switch patterns {
    case .narrow(let samples): .narrow(samples.map { $0 & UInt16(truncatingIfNeeded: mask) })
    case .wide(let samples): .wide(samples.map { $0 & mask })
    }
  }

  /// What the colours of a JPEG stream are: its own markers know better than the data set.
  private func colors(_ header: JPEGFrameHeader) -> PhotometricInterpretation {
    guard samplesPerPixel == 3 else { return photometricInterpretation }
    if ["RGB", "rgb"].contains(String(decoding: header.componentIdentifiers, as: UTF8.self)) { return .rgb }
    if photometricInterpretation == .rgb, header.isJFIF || header.adobeTransform == 1 { return .ybrFull }
    return photometricInterpretation
  }
}
