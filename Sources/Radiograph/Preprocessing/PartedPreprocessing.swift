/// A preprocessing in two: what its steps do first, and the rest, so that pictures can be varied in between.
///
/// In between a picture has 8 bits a sample. Of one that had no more to begin with, both together make what the whole
/// makes, unless the first part gives levels more than 8 bits.
public struct PartedPreprocessing: Sendable, Hashable {
  /// The steps before the place.
  public let first: Preprocessing
  /// The steps from the place on.
  public let rest: Preprocessing

  /// A preprocessing parted before one of its steps.
  ///
  /// - Parameter step: Its place, from 0 to the number of steps.
  public init(_ whole: Preprocessing, before step: Int) {
    var (first, rest) = (whole, whole)
    first.steps = Array(whole.steps.prefix(step))
    rest.steps = Array(whole.steps.dropFirst(step))
    self.first = first
    self.rest = rest
  }

  /// A preprocessing parted before the first step that needs lungs.
  ///
  /// - Returns: nil where no step needs any, or where none before it gives all pictures one size.
  public init?(beforeLungsOf whole: Preprocessing) {
    guard let step = whole.steps.firstIndex(where: { if case .lungs = $0 { true } else { false } }) else { return nil }
    self.init(whole, before: step)
    guard first.inputSize != nil else { return nil }
  }

  /// Does the rest to what the first part has made of a picture.
  ///
  /// - Throws: As ``Preprocessing/prepare(_:outline:)``.
  public func finish(_ image: PreparedImage) throws -> PreparedImage {
    try rest.prepare(Radiograph(width: image.width, height: image.height, pixels: image.pixels))
  }
}
