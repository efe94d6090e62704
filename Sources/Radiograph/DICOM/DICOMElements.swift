/// Elements of a DICOM object that were asked for by their tags, as the bytes that stand in it.
///
/// What identifies a patient is kept out of every other type of this module. Here it can be had, for results that go back
/// to the archive which the object came from; nothing here is turned into text, so that none of it gets into a message.
package struct DICOMElements: Sendable {
  /// The value of an element: bytes in little-endian order, or a sequence's items.
  package enum Value: Sendable, Equatable {
    case bytes([UInt8])
    case items([[DICOMTag: Value]])
  }

  /// The elements that were asked for and are there.
  package let values: [DICOMTag: Value]
  /// How the picture was taken.
  package let acquisition: Acquisition

  /// Reads the elements that stand before the pixel data; no pixel is looked at.
  ///
  /// - Parameters:
  ///   - wanted: the elements whose values are read, in the data set and in the items of `sequences`.
  ///   - sequences: the sequences whose items are read.
  /// - Throws: `RadiographError` if it is no DICOM file, is damaged, has no pixel data, asks for more than
  ///   `limits` allow, or is written in a transfer syntax that is not read.
  package init(
    of bytes: [UInt8], wanted: Set<DICOMTag>, sequences: Set<DICOMTag>, limits: DecodingLimits = .standard
  ) throws {
    try limits.check(byteCount: bytes.count)
    try DICOMPreamble.refuseOtherFormats(in: bytes)
    var (parser, transferSyntax) = try DICOMParser.atDataSet(
      of: bytes, limits: limits, keeping: DICOMTag.kept.union(wanted), entering: DICOMTag.entered.union(sequences))
    let (dataSet, isComplete) = try parser.parseDataSet(
      transferSyntax.encoding, through: DICOMTag.pixelData.group - 1)
    guard isComplete else {
      throw parser.isAtEnd
        ? RadiographError.unsupportedVariety(.dicom, "no pixel data") : RadiographError.truncated(.dicom)
    }
    values = Self.values(of: dataSet, wanted: wanted, sequences: sequences)
    acquisition = Acquisition(
      dataSet, frameCount: dataSet[.numberOfFrames]?.integer.flatMap { $0 >= 1 ? $0 : nil } ?? 1)
  }

  private static func values(
    of dataSet: DICOMDataSet, wanted: Set<DICOMTag>, sequences: Set<DICOMTag>
  ) -> [DICOMTag: Value] {
    var result: [DICOMTag: Value] = [:]
    for (tag, value) in dataSet.values where wanted.contains(tag) {
      result[tag] = .bytes(value.littleEndianBytes)
    }
    for (tag, items) in dataSet.sequences where sequences.contains(tag) {
      result[tag] = .items(items.map { values(of: $0, wanted: wanted, sequences: sequences) })
    }
    return result
  }
}

extension DICOMValue {
  /// The bytes in the order in which little-endian files have them.
  fileprivate var littleEndianBytes: [UInt8] {
    let width = isBigEndian ? Self.width(of: vr) : 1
    guard width > 1, bytes.count % width == 0 else { return Array(bytes) }
    return stride(from: bytes.startIndex, to: bytes.endIndex, by: width).flatMap { bytes[$0..<$0 + width].reversed() }
  }

  /// The bytes of one number of a VR whose order depends on the file's (PS3.5 section 7.3).
  private static func width(of vr: String?) -> Int {
    switch vr {
    case "AT", "OW", "SS", "US": 2
    case "FL", "OF", "OL", "SL", "UL": 4
    case "FD", "OD", "OV", "SV", "UV": 8
    default: 1
    }
  }
}
