/// The attributes of the image pixel module (PS3.3 C.7.6.3) that say how pixels are laid out, checked.
struct DICOMImagePixel: Sendable {
  let rows: Int
  let columns: Int
  let samplesPerPixel: Int
  private(set) var photometricInterpretation: PhotometricInterpretation
  /// Whether colour is stored plane by plane.
  let isPlanar: Bool
  let bitsAllocated: Int
  let bitsStored: Int
  let highBit: Int
  let isSigned: Bool
  let frameCount: Int

  enum PhotometricInterpretation: String, Sendable {
    case monochrome1 = "MONOCHROME1"
    case monochrome2 = "MONOCHROME2"
    case paletteColor = "PALETTE COLOR"
    case rgb = "RGB"
    case ybrFull = "YBR_FULL"
    case ybrFull422 = "YBR_FULL_422"
    case ybrICT = "YBR_ICT"
    case ybrRCT = "YBR_RCT"

    var isGray: Bool { self == .monochrome1 || self == .monochrome2 }
    var samplesPerPixel: Int { isGray || self == .paletteColor ? 1 : 3 }
  }

  /// - Throws: ``RadiographError`` if an attribute is missing, contradicts another or exceeds `limits`.
  init(_ dataSet: DICOMDataSet, limits: DecodingLimits) throws {
    func required(_ tag: DICOMTag, _ name: String) throws -> Int {
      guard let value = dataSet[tag]?.unsignedShort else {
        throw RadiographError.malformed(.dicom, "it does not say its \(name)")
      }
      return value
    }
    rows = try required(.rows, "rows")
    columns = try required(.columns, "columns")
    try limits.check(width: columns, height: rows)

    guard let name = dataSet[.photometricInterpretation]?.code else {
      throw RadiographError.malformed(.dicom, "it does not say its photometric interpretation")
    }
    guard let photometricInterpretation = PhotometricInterpretation(rawValue: name) else {
      throw RadiographError.unsupportedVariety(.dicom, "the photometric interpretation \(name)")
    }
    self.photometricInterpretation = photometricInterpretation
    samplesPerPixel = dataSet[.samplesPerPixel]?.unsignedShort ?? 1
    guard samplesPerPixel == photometricInterpretation.samplesPerPixel else {
      throw RadiographError.malformed(.dicom, "\(samplesPerPixel) samples a pixel do not make \(name)")
    }
    isPlanar = samplesPerPixel > 1 && dataSet[.planarConfiguration]?.unsignedShort == 1

    bitsAllocated = try required(.bitsAllocated, "bits allocated")
    guard [1, 8, 16, 32].contains(bitsAllocated), bitsAllocated > 1 || samplesPerPixel == 1 else {
      throw RadiographError.unsupportedVariety(.dicom, "\(bitsAllocated) bits allocated")
    }
    bitsStored = dataSet[.bitsStored]?.unsignedShort ?? bitsAllocated
    highBit = dataSet[.highBit]?.unsignedShort ?? bitsStored - 1
    guard (1...bitsAllocated).contains(bitsStored), (bitsStored - 1..<bitsAllocated).contains(highBit) else {
      throw RadiographError.malformed(
        .dicom,
        "bits allocated \(bitsAllocated), bits stored \(bitsStored) and high bit \(highBit) contradict each other")
    }
    isSigned = dataSet[.pixelRepresentation]?.unsignedShort == 1

    guard let frames = dataSet[.numberOfFrames], frames.string != nil else {
      frameCount = 1
      return
    }
    guard let count = frames.integer, count >= 1 else {
      throw RadiographError.malformed(.dicom, "its number of frames is no number")
    }
    frameCount = count
  }

  /// The same with the colours that uncompressed pixel data of `count` bytes can have, where those declared can't be.
  ///
  /// YBR_FULL_422 over three samples a pixel is RGB, as its usual writers mean it; YBR_FULL over two is YBR_FULL_422.
  func corrected(byLength count: Int) -> DICOMImagePixel {
    guard bitsAllocated == 8, samplesPerPixel == 3 else { return self }
    func fits(_ samples: Int) -> Bool {
      let (length, overflow) = (rows * columns * samples).multipliedReportingOverflow(by: frameCount)
      return !overflow && (count == length || count == length + length % 2)
    }
    var corrected = self
    switch photometricInterpretation {
    case .ybrFull422 where fits(3): corrected.photometricInterpretation = .rgb
    case .ybrFull where fits(2) && columns % 2 == 0 && !isPlanar: corrected.photometricInterpretation = .ybrFull422
    default: break
    }
    return corrected
  }

  /// Samples of one frame.
  var sampleCount: Int { rows * columns * samplesPerPixel }
}
