/// Something that finds the lungs in pictures; several callers may use it at once.
public protocol LungLocating: Sendable {
  /// The SHA-256 of the network's weights, by which a bundle knows which network it was learnt with.
  var identity: String { get }

  /// Where the lungs are; a picture without lungs gives an outline that is not found.
  func outline(of picture: Radiograph) throws -> LungOutline
}
