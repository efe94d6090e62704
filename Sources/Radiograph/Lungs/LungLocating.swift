/// Something that finds the lungs in pictures; several callers may use it at once.
public protocol LungLocating: Sendable {
  /// The SHA-256 of the network's weights, by which a bundle knows which network it was learnt with.
  var identity: String { get }

  /// Where the lungs are on a picture of `size`; a picture without lungs gives an outline that is not found.
  ///
  /// - Parameter grey: The whole picture as ``LungOutline/input`` prepares it.
  func outline(ofGrey grey: [UInt8], size: ImageSize) throws -> LungOutline
}

extension LungLocating {
  /// Where the lungs are on a picture.
  public func outline(of picture: Radiograph) throws -> LungOutline {
    try outline(ofGrey: LungOutline.input.prepare(picture).samples, size: picture.size)
  }

  /// Where the lungs are on a picture that a model's preprocessing has prepared, which may be just what this network
  /// looks at.
  public func outline(of picture: Radiograph, prepared image: PreparedImage, by input: Preprocessing) throws
    -> LungOutline
  {
    guard input.steps == LungOutline.input.steps, image.channels == 1 else { return try outline(of: picture) }
    return try outline(ofGrey: image.samples, size: picture.size)
  }
}
