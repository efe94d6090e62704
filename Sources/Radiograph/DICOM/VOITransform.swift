import Foundation

/// From values of interest to brightness: the VOI LUT module (PS3.3 C.11.2).
///
/// What comes out lies between 0 and 1.
enum VOITransform: Sendable, Equatable {
  case table(LookupTable)
  case window(VOIWindow)
  /// What a file without either gets: black at the lower end, white at the upper.
  case range(ClosedRange<Double>)

  /// The tables and windows of one frame, tables first, as the file orders them.
  ///
  /// Windows whose width their function does not allow are left out.
  ///
  /// - Parameter isSigned: whether values can be negative.
  static func all(_ attributes: DICOMFrameAttributes, isSigned: Bool) throws -> [VOITransform] {
    let tables = try attributes.tables(.voiLUTSequence).map { item in
      VOITransform.table(
        try LookupTable(descriptor: item[.lutDescriptor], data: item[.lutData], isSigned: isSigned))
    }
    let function = VOIWindow.Function(rawValue: attributes[.voiLUTFunction]?.code ?? "LINEAR") ?? .linear
    let centers = attributes[.windowCenter]?.decimals ?? []
    let widths = attributes[.windowWidth]?.decimals ?? []
    let windows = zip(centers, widths).compactMap { center, width -> VOIWindow? in
      guard let center, let width else { return nil }
      return VOIWindow(center: center, width: width, function: function)
    }
    return tables + windows.map(VOITransform.window)
  }

  func callAsFunction(_ value: Double) -> Double {
    switch self {
    case .table(let table):
      // Clamped first: a rescaled value may be more than an `Int` holds.
      Double(table[Int(min(max(value, -1e9), 1e9).rounded())]) / Double(table.maximum)
    case .window(let window): window(value)
    case .range(let range):
      range.lowerBound < range.upperBound
        ? (min(max(value, range.lowerBound), range.upperBound) - range.lowerBound)
          / (range.upperBound - range.lowerBound) : 0
    }
  }
}

/// A window: which values become black, which white, and how those between are graded (PS3.3 C.11.2.1.2 and C.11.2.1.3).
struct VOIWindow: Sendable, Equatable {
  enum Function: String, Sendable {
    case linear = "LINEAR"
    case linearExact = "LINEAR_EXACT"
    case sigmoid = "SIGMOID"
  }

  let center: Double
  let width: Double
  let function: Function

  /// `nil` if the function does not allow the width (at least 1 for `linear`, above 0 for the others), or a number is
  /// beyond belief.
  init?(center: Double, width: Double, function: Function) {
    guard width > 0, function != .linear || width >= 1, max(width, abs(center)) <= ModalityTransform.largest else {
      return nil
    }
    self.center = center
    self.width = width
    self.function = function
  }

  func callAsFunction(_ value: Double) -> Double {
    switch function {
    case .linear: ramp(value, center: center - 0.5, width: width - 1)
    case .linearExact: ramp(value, center: center, width: width)
    case .sigmoid: 1 / (1 + exp(-4 * (value - center) / width))
    }
  }

  private func ramp(_ value: Double, center: Double, width: Double) -> Double {
    if value <= center - width / 2 { return 0 }
    if value > center + width / 2 { return 1 }
    return (value - center) / width + 0.5
  }
}
