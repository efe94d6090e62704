/// Kinds of stress and the severities at which a model is measured under each.
public struct StressBattery: Sendable, Hashable {
  /// A stable name for programs.
  public let id: String
  /// The cells, kind by kind and from the mildest on.
  public let cells: [Stress]

  /// A battery of your own.
  public init(id: String, cells: [Stress]) {
    self.id = id
    self.cells = cells
  }

  /// The kinds, in the order of their first cell.
  public var kinds: [StressKind] {
    cells.reduce(into: []) { kinds, cell in
      if kinds.last != cell.kind { kinds.append(cell.kind) }
    }
  }

  /// The kinds of MedMNIST-C's battery for PneumoniaMNIST, in the package's order: 13 of 5 severities.
  public static let medmnistC = StressBattery(
    id: "medmnist_c",
    of: [
      .pixelate, .jpegCompression, .gaussianNoise, .speckleNoise, .impulseNoise, .shotNoise, .gaussianBlur,
      .brightnessUp, .brightnessDown, .contrastUp, .contrastDown, .gammaUp, .gammaDown,
    ])

  /// Our own kinds: how films of elsewhere lie, and how they are scanned, windowed and marked.
  public static let own = StressBattery(
    id: "own",
    of: [
      .rotationClockwise, .rotationCounterclockwise, .zoomIn, .zoomOut, .shift, .narrow, .wide, .lowResolution,
      .unsharpMask, .equalization, .windowNarrow, .windowWide, .text, .borders, .collimation, .halfDark,
    ])

  /// All kinds at all severities.
  public static let all = StressBattery(id: "all", cells: medmnistC.cells + own.cells)

  /// A few kinds that stand for the others, at the severities 2 and 4: for choosing between models.
  public static let light = StressBattery(
    id: "light",
    of: [
      .jpegCompression, .gaussianNoise, .gaussianBlur, .brightnessUp, .contrastDown, .gammaDown, .rotationClockwise,
      .zoomOut, .unsharpMask, .equalization, .windowNarrow, .borders, .halfDark,
    ], severities: [2, 4])

  /// The battery that a name stands for.
  public static let named: [String: StressBattery] = [medmnistC, own, all, light].reduce(into: [:]) {
    $0[$1.id] = $1
  }

  /// The kind with an identifier.
  ///
  /// - Throws: `StressError.unknownKind`.
  public static func kind(_ id: String) throws(StressError) -> StressKind {
    guard let kind = all.kinds.first(where: { $0.id == id }) else { throw .unknownKind(id) }
    return kind
  }

  /// Kinds at those of the severities that each has; nil stands for all.
  init(id: String, of kinds: [StressKind], severities: [Int]? = nil) {
    let cells = kinds.flatMap { kind in
      (severities ?? Array(kind.severities)).compactMap { try? Stress(kind, severity: $0) }
    }
    self.init(id: id, cells: cells)
  }
}
