import Inference
import Radiograph

/// A reading in pictures, for results that go to an archive.
struct Illustration: Sendable {
  /// The picture in 8 bits of grey.
  let picture: Radiograph
  /// The same with the heat-map over it, in colour.
  let overlay: Radiograph
  /// The class or finding whose heat-map it is.
  let explained: String
  /// The box about the hottest region.
  let hottest: LungBox?

  /// Draws them.
  ///
  /// - Parameters:
  ///   - explained: what the explanation is of.
  ///   - longerSide: of the pictures, in pixels at most.
  /// - Throws: `RadiographError`.
  init(_ explanation: ExplainedPicture, of explained: String, longerSide: Int) throws {
    self.explained = explained
    let reduced = try explanation.reduced(to: longerSide)
    picture = try reduced.plain(longerSide: longerSide)
    overlay = try reduced.overlay(longerSide: longerSide)
    hottest = explanation.hottest
  }
}
