/// Two ways to ask whether a reading comes from the lungs: the picture without them, and nothing but them.
public enum LungEvidence: String, Sendable, Hashable, CaseIterable {
  /// The outline, widened by 5 % of the picture, is filled with the mean of what lies within another 5 %.
  case hidden = "lungs_hidden"
  /// Everything outside of the outline is filled with the picture's mean.
  case only = "lungs_only"

  private static let margin = 0.05

  /// The changed picture.
  ///
  /// - Throws: ``RadiographError``.
  public func picture(of picture: Radiograph, _ outline: LungOutline) throws -> Radiograph {
    let size = picture.size
    let pixels: Pixels
    switch self {
    case .hidden:
      let lungs = outline.weights(size, widenedBy: Self.margin)
      let around = zip(outline.weights(size, widenedBy: 2 * Self.margin), lungs).map { $0 - $1 }
      pixels = picture.pixels.blended(lungs.map { 1 - $0 }, with: picture.pixels.means(of: around))
    case .only:
      pixels = picture.pixels.blended(outline.weights(size), with: picture.pixels.means())
    }
    return try Radiograph(
      width: picture.width, height: picture.height, pixels: pixels, acquisition: picture.acquisition)
  }
}
