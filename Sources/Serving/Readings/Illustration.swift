import Inference
import Radiograph

/// A reading in pictures, for results that go to an archive.
struct Illustration: Sendable {
  /// The picture in 8 bits of grey.
  let picture: Radiograph
  /// The same with the heat-map over it, in colour.
  let overlay: Radiograph
  /// The box about the hottest region.
  let hottest: LungBox?

  /// Draws them.
  ///
  /// - Parameter longerSide: of the pictures, in pixels at most.
  /// - Throws: `RadiographError`.
  init(_ explanation: ExplainedPicture, longerSide: Int) throws {
    let reduced = try explanation.reduced(to: longerSide)
    picture = try reduced.plain(longerSide: longerSide)
    overlay = try reduced.overlay(longerSide: longerSide)
    hottest = explanation.hottest
  }
}
