public import Radiograph

/// One cell of a battery: a kind of stress at one severity.
///
/// ```swift
/// let stress = try Stress(.rotationClockwise, severity: 2)
/// let turned = try stress.apply(to: picture, seed: 1, index: 17)
/// ```
public struct Stress: Sendable, Hashable {
  /// What is done.
  public let kind: StressKind
  /// How much of it, from 1.
  public let severity: Int
  private let parameter: Double

  /// A kind at a severity.
  ///
  /// - Throws: `StressError.noSuchSeverity` where the kind has fewer.
  public init(_ kind: StressKind, severity: Int) throws(StressError) {
    guard kind.parameters.indices.contains(severity - 1) else {
      throw .noSuchSeverity(kind: kind.id, severity: severity, count: kind.parameters.count)
    }
    self.kind = kind
    self.severity = severity
    parameter = kind.parameters[severity - 1]
  }

  /// A stable name for programs, such as `rotation_clockwise-2`.
  public var id: String { "\(kind.id)-\(severity)" }

  /// The picture under the stress; the same for the same seed, kind, severity and index.
  ///
  /// - Parameters:
  ///   - image: Grey or colour; size and channels stay.
  ///   - seed: The seed of the whole battery.
  ///   - index: The picture's place in its set.
  /// - Throws: `RadiographError.tooMuchMemory` where JPEG can't be had.
  public func apply(to image: PreparedImage, seed: UInt64, index: Int = 0) throws -> PreparedImage {
    var changed = image
    var random = StressRandom(seed: seed, id, index: index)
    try kind.apply(to: &changed, parameter: parameter, &random)
    return changed
  }

  /// The same for a picture as it was decoded: deep grey becomes 8 bits first, its whole range 0 to 255.
  public func apply(to radiograph: Radiograph, seed: UInt64, index: Int = 0) throws -> Radiograph {
    let changed = try apply(to: PreparedImage(radiograph), seed: seed, index: index)
    return try Radiograph(
      width: changed.width, height: changed.height, pixels: changed.pixels, acquisition: radiograph.acquisition,
      notes: radiograph.notes)
  }
}
