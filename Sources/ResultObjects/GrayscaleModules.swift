/// How a presentation state shows its source: a state without these would show it otherwise than the source itself says.
enum GrayscaleModules {
  /// Modality LUT, softcopy VOI LUT and softcopy presentation LUT modules (PS3.3 C.11.1, C.11.8, C.11.6).
  static func dataSet(of source: SourceObject) -> DataSet {
    var modules = modality(source)
    if let voi = voi(source) { modules[.softcopyVOILUT] = .item(voi) }
    let isInverse = source.text(.photometricInterpretation) == "MONOCHROME1"
    modules[.presentationLUTShape] = .text(isInverse ? "INVERSE" : "IDENTITY")
    return modules
  }

  private static func modality(_ source: SourceObject) -> DataSet {
    var modules = DataSet()
    if case .items(let items) = source.value(.modalityLUT), let table = items.first {
      modules[.modalityLUT] = .item(typed(table, isSigned: isSigned(source)))
    } else if let intercept = source.value(.rescaleIntercept), let slope = source.value(.rescaleSlope) {
      modules[.rescaleIntercept] = intercept
      modules[.rescaleSlope] = slope
      modules[.rescaleType] = source.value(.rescaleType) ?? .text("US")
    }
    return modules
  }

  /// The source's first look-up table, or else its first window, as it is read.
  private static func voi(_ source: SourceObject) -> DataSet? {
    var item = DataSet()
    if case .items(let items) = source.value(.voiLUT), let table = items.first {
      let isRescaled = (source.text(.rescaleIntercept).flatMap(Double.init) ?? 0) < 0
      item[.voiLUT] = .item(typed(table, isSigned: isSigned(source) || isRescaled))
      return item
    }
    guard let center = first(source.text(.windowCenter)), let width = first(source.text(.windowWidth)) else {
      return nil
    }
    item[.windowCenter] = .decimal(center)
    item[.windowWidth] = .decimal(width)
    item[.voiLUTFunction] = source.value(.voiLUTFunction)
    return item
  }

  private static func isSigned(_ source: SourceObject) -> Bool {
    source.unsignedShort(.pixelRepresentation) == 1
  }

  /// The first of several decimal strings.
  private static func first(_ text: String?) -> Double? {
    text?.split(separator: "\\").first.flatMap { Double($0.filter { $0 != " " }) }
  }

  /// A table whose descriptor is written as signed numbers where the first input may be negative.
  private static func typed(_ table: DataSet, isSigned: Bool) -> DataSet {
    guard isSigned else { return table }
    var typed = table
    typed[.signedLUTDescriptor] = typed[.lutDescriptor]
    typed[.lutDescriptor] = nil
    return typed
  }
}
