import CDICOM

/// A DICOM file whose structure has been read; its pixels are decoded frame by frame, on request.
///
/// Read are part 10 files, bare data sets, and the transfer syntaxes of ``DICOMTransferSyntax``. Of the data set only the
/// elements that pixels and ``Acquisition`` need are kept, so what identifies a patient is not there to be told.
public struct DICOMFile: Sendable {
  /// How the picture was taken.
  public let acquisition: Acquisition
  /// Frames in the file.
  public let frameCount: Int

  private let notes: [ReadingNote]
  private let dataSet: DICOMDataSet
  private let transferSyntax: DICOMTransferSyntax
  private let image: DICOMImagePixel
  private let limits: DecodingLimits

  /// Reads the structure of a file in memory.
  ///
  /// - Throws: ``RadiographError`` if it is no DICOM file, is damaged, asks for more than `limits` allow, holds no
  ///   picture, or is written in a transfer syntax that is not read.
  public init(bytes: [UInt8], limits: DecodingLimits = .standard) throws {
    try limits.check(byteCount: bytes.count)
    self.limits = limits
    try DICOMPreamble.refuseOtherFormats(in: bytes)
    var (parser, transferSyntax) = try DICOMParser.atDataSet(of: bytes, limits: limits)
    dataSet = try parser.parseDataSet(transferSyntax.encoding)
    self.transferSyntax = transferSyntax
    guard dataSet.pixelData != nil else { throw RadiographError.unsupportedVariety(.dicom, "no pixel data") }
    let declared = try DICOMImagePixel(dataSet, limits: limits)
    if case .native(let bytes, _) = dataSet.pixelData, transferSyntax.codec == nil {
      image = declared.corrected(byLength: bytes.count)
    } else {
      image = declared
    }
    let (said, read) = (declared.photometricInterpretation, image.photometricInterpretation)
    notes = said == read ? [] : [.colorByLength(declared: said.rawValue, read: read.rawValue)]
    frameCount = image.frameCount
    acquisition = Acquisition(dataSet, frameCount: image.frameCount)
  }

  /// Size and kind of the picture, once decoded to 8 bits.
  public var header: ImageHeader {
    ImageHeader(
      format: .dicom, width: image.columns, height: image.rows,
      channels: image.photometricInterpretation.isGray ? 1 : 3, bitDepth: 8)
  }

  /// Whether HTJ2K is read, which depends on the version of OpenJPEG; else it is refused.
  public static var readsHTJ2K: Bool { cdicom_decodes_htj2k() }

  /// Whether the first bytes are those of a DICOM file.
  public static func isDICOM(_ bytes: [UInt8]) -> Bool {
    DICOMPreamble.end(in: bytes) != nil
  }
}

// MARK: - Pixels

extension DICOMFile {
  /// Decodes a frame to the values that were stored, before any grey-scale or colour transformation.
  ///
  /// - Parameter frame: from 0.
  /// - Throws: ``RadiographError``.
  public func storedPixels(frame: Int = 0) throws -> StoredPixels {
    try decode(frame: frame).pixels
  }

  /// Decodes a frame and applies the grey-scale pipeline (``GrayscalePipeline``), or converts its colours to RGB.
  ///
  /// - Parameters:
  ///   - frame: from 0.
  ///   - window: which of the file's VOI look-up tables and windows to use, tables first, from 0; `nil`: the first that
  ///     is valid, or, if there is none, the range of the pixels.
  ///   - bitDepth: 8, or from 9 to 16 to keep more than 8 bits of grey; colour always has 8, and so have stored levels.
  ///   - levels: Whether grey goes through that pipeline at all; colour always becomes RGB.
  /// - Throws: ``RadiographError``.
  public func radiograph(
    frame: Int = 0, window: Int? = nil, bitDepth: Int = 8, levels: Preprocessing.DICOMLevels = .shown
  ) throws -> Radiograph {
    let decoded = try decode(frame: frame)
    var notes = notes
    let pixels: Pixels
    if decoded.photometricInterpretation.isGray, levels == .stored {
      pixels = .gray8(decoded.pixels.stretched)
    } else if decoded.photometricInterpretation.isGray {
      let pipeline = try GrayscalePipeline(
        DICOMFrameAttributes(dataSet, frame: frame), stored: decoded.pixels, window: window,
        isInverted: decoded.photometricInterpretation == .monochrome1)
      if let bits = pipeline.levelsInUse, decoded.pixels.bits > 8 {
        notes.append(.levelsInUse(bits: bits, stored: decoded.pixels.bits))
      }
      let depth = min(max(bitDepth, 8), 16)
      pixels =
        depth == 8
        ? .gray8(pipeline.render(decoded.pixels, maximum: UInt8.max))
        : .gray16(pipeline.render(decoded.pixels, maximum: UInt16.max >> UInt16(16 - depth)), bitDepth: depth)
    } else {
      pixels = .rgb8(try decoded.rgb(palette: dataSet))
    }
    return try Radiograph(
      width: decoded.pixels.width, height: decoded.pixels.height, pixels: pixels, acquisition: acquisition,
      notes: notes)
  }

  private func decode(frame: Int) throws -> DICOMDecodedFrame {
    guard (0..<frameCount).contains(frame) else {
      throw RadiographError.noSuchFrame(index: frame, count: frameCount)
    }
    switch (dataSet.pixelData, transferSyntax.codec) {
    case (.native(let bytes, let isWords), nil):
      let encoding = transferSyntax.encoding
      return DICOMDecodedFrame(
        pixels: try image.unpack(bytes, frame: frame, isBigEndian: encoding.isBigEndian, isWords: isWords),
        photometricInterpretation: image.photometricInterpretation)
    case (.encapsulated(let offsetTable, let fragments), .some(let codec)):
      let fragments = DICOMFragments(offsetTable: offsetTable, fragments: fragments)
      let bytes = try fragments.frame(frame, of: frameCount, startMarker: codec.startMarker)
      return try image.decode(bytes, codec, limits: limits)
    case (.native, .some):
      throw RadiographError.malformed(.dicom, "its pixel data are not compressed, as its transfer syntax says they are")
    case (.encapsulated, nil):
      throw RadiographError.malformed(
        .dicom, "its pixel data are compressed, and its transfer syntax says they are not")
    case (nil, _):
      throw RadiographError.unsupportedVariety(.dicom, "no pixel data")
    }
  }
}
