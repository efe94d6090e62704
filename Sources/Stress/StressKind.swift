package import Radiograph

/// One way in which pictures of elsewhere differ, in a few severities.
///
/// A kind stands in the file of its family beside its severity table; ``StressBattery`` lists them.
public struct StressKind: Sendable, Identifiable {
  /// Where a kind comes from.
  public enum Family: String, Sendable, Codable, CaseIterable {
    /// MedMNIST-C (Di Salvo, Doerrich and Ledig, "MedMNIST-C", 2024, arXiv 2406.17536), its battery for chest X-rays.
    case medmnistC = "medmnist_c"
    /// How the patient lies in the picture, and on how many pixels.
    case geometry
    /// How the picture was taken, processed, windowed and marked.
    case acquisition
  }

  /// A stable name for programs, such as `rotation_clockwise`.
  public let id: String
  /// The name for people.
  public let name: String
  /// Where it comes from.
  public let family: Family
  /// What it does at each severity, in the unit that its file tells; rises or falls with the severity.
  public let parameters: [Double]
  /// Changes a picture by one of ``parameters``.
  private let change: @Sendable (inout PreparedImage, _ parameter: Double, inout StressRandom) throws -> Void

  /// A kind of stress.
  ///
  /// - Parameter change: Must keep the picture's size and channels, and take all that is random from the generator.
  package init(
    _ id: String, _ name: String, _ family: Family, _ parameters: [Double],
    change: @escaping @Sendable (inout PreparedImage, _ parameter: Double, inout StressRandom) throws -> Void
  ) {
    self.id = id
    self.name = name
    self.family = family
    self.parameters = parameters
    self.change = change
  }

  /// The severities that it has, from 1 on.
  public var severities: ClosedRange<Int> { 1...max(1, parameters.count) }

  /// Changes a picture by one of the parameters.
  func apply(to image: inout PreparedImage, parameter: Double, _ random: inout StressRandom) throws {
    try change(&image, parameter, &random)
  }
}

extension StressKind: Hashable {
  /// Whether two kinds have the same identifier.
  public static func == (left: StressKind, right: StressKind) -> Bool { left.id == right.id }

  /// Hashes the identifier.
  public func hash(into hasher: inout Hasher) { hasher.combine(id) }
}
