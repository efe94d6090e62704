import Foundation

extension Acquisition {
  /// What a data set tells of how the picture was taken.
  init(_ dataSet: DICOMDataSet, frameCount: Int?) {
    self.init()
    let attributes = DICOMFrameAttributes(dataSet, frame: 0)
    modality = dataSet[.modality]?.code
    bodyPart = dataSet[.bodyPartExamined]?.code
    viewPosition = dataSet[.viewPosition]?.code
    laterality = dataSet[.imageLaterality]?.code ?? dataSet[.laterality]?.code
    patientSex = dataSet[.patientSex]?.code
    manufacturer = dataSet[.manufacturer]?.string.map { String($0.prefix(64)) }
    manufacturerModel = dataSet[.manufacturerModel]?.string.map { String($0.prefix(64)) }
    presentationIntent = dataSet[.presentationIntent]?.code
    patientAgeYears = Self.age(dataSet)
    pixelSpacing =
      [DICOMTag.pixelSpacing, .imagerPixelSpacing, .nominalScannedPixelSpacing].lazy
      .compactMap { attributes[$0].flatMap(PixelSpacing.init) }.first
    self.frameCount = frameCount
  }

  /// The age in years: as it is stated, or else from the dates of birth and examination.
  private static func age(_ dataSet: DICOMDataSet) -> Double? {
    if let text = dataSet[.patientAge]?.string, let age = age(text) { return age }
    guard let birth = dataSet[.patientBirthDate]?.string.flatMap(DICOMDate.init),
      let examination = (dataSet[.acquisitionDate] ?? dataSet[.studyDate])?.string.flatMap(DICOMDate.init)
    else { return nil }
    return examination.age(ofOneBorn: birth)
  }

  /// An age string (AS): three digits and D, W, M or Y.
  ///
  /// `000Y` is what anonymisers write; the age is not known then.
  private static func age(_ text: String) -> Double? {
    guard let number = Double(text.dropLast()), (0...999).contains(number) else { return nil }
    return switch text.last {
    case "Y": number > 0 ? number : nil
    case "M": number / 12
    case "W": number * 7 / 365.25
    case "D": number / 365.25
    default: nil
    }
  }
}

/// A date (DA, YYYYMMDD).
private struct DICOMDate {
  private let number: Int
  private let days: Int

  init?(_ text: String) {
    let digits = text.filter { $0 != "." && $0 != "-" }
    guard digits.utf8.count == 8, let number = Int(digits), number > 0 else { return nil }
    let (year, month, day) = (number / 10000, number / 100 % 100, number % 100)
    guard (1...12).contains(month), (1...31).contains(day) else { return nil }
    // Days since 1 March of year 0 (Howard Hinnant, "chrono-compatible low-level date algorithms").
    let shifted = month > 2 ? year : year - 1
    days = shifted * 365 + shifted / 4 - shifted / 100 + shifted / 400 + (153 * ((month + 9) % 12) + 2) / 5 + day
    self.number = number
  }

  /// The age on this day, in completed years from the second on, as ages are stated: no date can be worked out from it.
  func age(ofOneBorn birth: DICOMDate) -> Double? {
    let completed = (number - birth.number) / 10000
    guard days >= birth.days, completed < 150 else { return nil }
    return completed >= 2 ? Double(completed) : (Double(days - birth.days) / 365.25 * 12).rounded() / 12
  }
}

extension PixelSpacing {
  /// Two decimals: between rows, between columns; `nil` unless both are above 0.
  fileprivate init?(_ value: DICOMValue) {
    let decimals = value.decimals.compactMap { $0 }
    guard decimals.count == 2, decimals.allSatisfy({ $0 > 0 }) else { return nil }
    self.init(row: decimals[0], column: decimals[1])
  }
}
