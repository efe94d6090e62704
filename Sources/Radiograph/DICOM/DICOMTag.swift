/// The tag of a data element: group and element number.
package struct DICOMTag: Hashable, Sendable {
  package let group: UInt16
  package let element: UInt16

  /// The tag (`group`,`element`).
  package init(_ group: UInt16, _ element: UInt16) {
    self.group = group
    self.element = element
  }
}

// MARK: - Structure

extension DICOMTag {
  static let transferSyntax = DICOMTag(0x0002, 0x0010)
  static let item = DICOMTag(0xFFFE, 0xE000)
  static let itemDelimitation = DICOMTag(0xFFFE, 0xE00D)
  static let sequenceDelimitation = DICOMTag(0xFFFE, 0xE0DD)
  static let pixelData = DICOMTag(0x7FE0, 0x0010)
}

// MARK: - Image pixel module (PS3.3 C.7.6.3)

extension DICOMTag {
  static let samplesPerPixel = DICOMTag(0x0028, 0x0002)
  static let photometricInterpretation = DICOMTag(0x0028, 0x0004)
  static let planarConfiguration = DICOMTag(0x0028, 0x0006)
  static let numberOfFrames = DICOMTag(0x0028, 0x0008)
  static let rows = DICOMTag(0x0028, 0x0010)
  static let columns = DICOMTag(0x0028, 0x0011)
  static let bitsAllocated = DICOMTag(0x0028, 0x0100)
  static let bitsStored = DICOMTag(0x0028, 0x0101)
  static let highBit = DICOMTag(0x0028, 0x0102)
  static let pixelRepresentation = DICOMTag(0x0028, 0x0103)
  static let pixelPaddingValue = DICOMTag(0x0028, 0x0120)
  static let pixelPaddingRangeLimit = DICOMTag(0x0028, 0x0121)
  /// Red, green, blue.
  static let paletteDescriptors = [
    DICOMTag(0x0028, 0x1101), DICOMTag(0x0028, 0x1102), DICOMTag(0x0028, 0x1103),
  ]
  /// Red, green, blue.
  static let paletteData = [DICOMTag(0x0028, 0x1201), DICOMTag(0x0028, 0x1202), DICOMTag(0x0028, 0x1203)]
  /// Red, green, blue.
  static let segmentedPaletteData = [
    DICOMTag(0x0028, 0x1221), DICOMTag(0x0028, 0x1222), DICOMTag(0x0028, 0x1223),
  ]
}

// MARK: - Modality and VOI LUT modules (PS3.3 C.11.1, C.11.2)

extension DICOMTag {
  static let windowCenter = DICOMTag(0x0028, 0x1050)
  static let windowWidth = DICOMTag(0x0028, 0x1051)
  static let rescaleIntercept = DICOMTag(0x0028, 0x1052)
  static let rescaleSlope = DICOMTag(0x0028, 0x1053)
  static let voiLUTFunction = DICOMTag(0x0028, 0x1056)
  static let modalityLUTSequence = DICOMTag(0x0028, 0x3000)
  static let lutDescriptor = DICOMTag(0x0028, 0x3002)
  static let lutData = DICOMTag(0x0028, 0x3006)
  static let voiLUTSequence = DICOMTag(0x0028, 0x3010)
}

// MARK: - Functional groups of enhanced objects (PS3.3 C.7.6.16)

extension DICOMTag {
  static let sharedFunctionalGroups = DICOMTag(0x5200, 0x9229)
  static let perFrameFunctionalGroups = DICOMTag(0x5200, 0x9230)
  static let pixelMeasures = DICOMTag(0x0028, 0x9110)
  static let frameVOILUT = DICOMTag(0x0028, 0x9132)
  static let pixelValueTransformation = DICOMTag(0x0028, 0x9145)
}

// MARK: - How the picture was taken

extension DICOMTag {
  static let studyDate = DICOMTag(0x0008, 0x0020)
  static let acquisitionDate = DICOMTag(0x0008, 0x0022)
  static let modality = DICOMTag(0x0008, 0x0060)
  static let presentationIntent = DICOMTag(0x0008, 0x0068)
  static let manufacturer = DICOMTag(0x0008, 0x0070)
  static let institutionName = DICOMTag(0x0008, 0x0080)
  static let manufacturerModel = DICOMTag(0x0008, 0x1090)
  static let patientBirthDate = DICOMTag(0x0010, 0x0030)
  static let patientID = DICOMTag(0x0010, 0x0020)
  static let patientSex = DICOMTag(0x0010, 0x0040)
  static let patientAge = DICOMTag(0x0010, 0x1010)
  static let bodyPartExamined = DICOMTag(0x0018, 0x0015)
  static let imagerPixelSpacing = DICOMTag(0x0018, 0x1164)
  static let nominalScannedPixelSpacing = DICOMTag(0x0018, 0x2010)
  static let viewPosition = DICOMTag(0x0018, 0x5101)
  static let laterality = DICOMTag(0x0020, 0x0060)
  static let imageLaterality = DICOMTag(0x0020, 0x0062)
  static let pixelSpacing = DICOMTag(0x0028, 0x0030)
}

// MARK: - What is kept

extension DICOMTag {
  /// The elements whose values are read.
  ///
  /// All others are stepped over: no name, identifier or UID is ever made a value, so none can get out. The dates serve
  /// to work out an age and go no further. Others are read where they are asked for by name: ``IdentifierKey`` is made of
  /// those that `DICOMHeader` reads, and ``DICOMElements`` are for results that go back to the archive they came from.
  static let kept = Set([
    transferSyntax, samplesPerPixel, photometricInterpretation, planarConfiguration, numberOfFrames, rows, columns,
    bitsAllocated, bitsStored, highBit, pixelRepresentation, pixelPaddingValue, pixelPaddingRangeLimit, windowCenter,
    windowWidth, rescaleIntercept, rescaleSlope, voiLUTFunction, lutDescriptor, lutData, studyDate, acquisitionDate,
    modality, presentationIntent, manufacturer, manufacturerModel, patientBirthDate, patientSex, patientAge,
    bodyPartExamined, imagerPixelSpacing, nominalScannedPixelSpacing, viewPosition, laterality, imageLaterality,
    pixelSpacing,
  ]).union(paletteDescriptors).union(paletteData).union(segmentedPaletteData)

  /// The sequences whose items are read.
  static let entered: Set<DICOMTag> = [
    modalityLUTSequence, voiLUTSequence, sharedFunctionalGroups, perFrameFunctionalGroups, pixelMeasures, frameVOILUT,
    pixelValueTransformation,
  ]
}
