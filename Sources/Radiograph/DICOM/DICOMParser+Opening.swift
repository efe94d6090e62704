import CDICOM

/// What comes before the data set.
extension DICOMParser {
  /// A parser that stands before the data set of a file, and how that is written.
  ///
  /// - Parameters:
  ///   - kept: the elements whose values are read.
  ///   - entered: the sequences whose items are read.
  /// - Throws: ``RadiographError`` if it is no DICOM file, its file meta information is damaged, or it is written in a
  ///   transfer syntax that is not read.
  static func atDataSet(
    of bytes: [UInt8], limits: DecodingLimits, keeping kept: Set<DICOMTag> = DICOMTag.kept,
    entering entered: Set<DICOMTag> = DICOMTag.entered
  ) throws -> (DICOMParser, DICOMTransferSyntax) {
    guard let start = DICOMPreamble.end(in: bytes) else {
      throw ForeignFormat(bytes).map(RadiographError.foreignFormat) ?? .unknownFormat
    }
    var parser = DICOMParser(bytes: bytes, offset: start, limits: limits, kept: kept, entered: entered)
    let (meta, end) = try parser.parseMetaInformation()
    let transferSyntax: DICOMTransferSyntax =
      if let uid = meta[.transferSyntax]?.string { try .named(uid) } else { guess(bytes, at: end) }
    if transferSyntax == .deflatedExplicitLittleEndian {
      let limit = min(limits.maximumBytes, max(16 << 20, (bytes.count - end) * limits.maximumInflationRatio))
      let inflated = try inflate(bytes[end...], limit: limit)
      parser = DICOMParser(bytes: inflated, offset: 0, limits: limits, kept: kept, entered: entered)
    }
    return (parser, transferSyntax)
  }

  /// The transfer syntax of a file that does not say: what its first element looks like.
  private static func guess(_ bytes: [UInt8], at offset: Int) -> DICOMTransferSyntax {
    guard bytes.count - offset >= 8 else { return .implicitLittleEndian }
    let isBigEndian = bytes[offset] == 0 && bytes[offset + 1] != 0
    if isBigEndian { return .explicitBigEndian }
    // The parser sees for itself whether there are VRs.
    return .explicitLittleEndian
  }

  private static func inflate(_ bytes: ArraySlice<UInt8>, limit: Int) throws -> [UInt8] {
    var output: UnsafeMutablePointer<UInt8>?
    var count = 0
    let status = bytes.withUnsafeBufferPointer {
      cdicom_inflate($0.baseAddress, $0.count, limit, &output, &count)
    }
    try status.check("the deflated data set")
    defer { cdicom_free(output) }
    return Array(UnsafeBufferPointer(start: output, count: count))
  }
}
