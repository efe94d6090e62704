/// From stored values to what they measure: the modality LUT module (PS3.3 C.11.1).
enum ModalityTransform: Sendable, Equatable {
  case rescale(slope: Double, intercept: Double)
  case table(LookupTable)

  /// What leaves stored values as they are.
  static let identity = ModalityTransform.rescale(slope: 1, intercept: 0)

  /// The transformation of one frame; none at all is a slope of 1 and an intercept of 0.
  ///
  /// - Throws: ``RadiographError/malformed(_:_:)``.
  init(_ attributes: DICOMFrameAttributes, isSigned: Bool) throws {
    if let item = attributes.tables(.modalityLUTSequence).first {
      self = .table(try LookupTable(descriptor: item[.lutDescriptor], data: item[.lutData], isSigned: isSigned))
      return
    }
    let slope = attributes[.rescaleSlope]?.decimal ?? 1
    let intercept = attributes[.rescaleIntercept]?.decimal ?? 0
    guard slope != 0, max(abs(slope), abs(intercept)) <= Self.largest else {
      throw RadiographError.malformed(.dicom, "its rescale slope or intercept makes no sense")
    }
    self = .rescale(slope: slope, intercept: intercept)
  }

  func callAsFunction(_ stored: Int) -> Double {
    switch self {
    case .rescale(let slope, let intercept): Double(stored) * slope + intercept
    case .table(let table): Double(table[stored])
    }
  }

  /// Beyond this no slope, intercept or window is believed, so that sums and products stay finite.
  static let largest = 1e12

  /// Whether something negative can come out of stored values of `bits` bits.
  func isSigned(bits: Int, isSigned: Bool) -> Bool {
    switch self {
    case .rescale(let slope, let intercept):
      let lowest = isSigned ? -Double(1 << (bits - 1)) : 0
      let highest = Double(1 << (isSigned ? bits - 1 : bits) - 1)
      return min(lowest * slope, highest * slope) + intercept < 0
    case .table: return false
    }
  }
}
