/// What a preprocessing does with the lungs' outline; where no lungs are found the whole picture stays as it is.
public enum LungStep: Sendable, Hashable {
  /// How a mask ends.
  public enum Edge: String, Sendable, Hashable, Codable, CaseIterable {
    /// Over 6 % of the picture.
    case soft
    /// From one pixel to the next.
    case hard
  }

  /// Cuts the picture to the box about both lungs, with a margin on each side that is a share of the picture.
  case crop(margin: Double)
  /// Replaces what lies outside of the outline, widened by 3 % of the picture, with the picture's mean.
  case mask(Edge)

  /// By how much a mask is wider than the outline, as a share of the picture.
  package static let widening = 0.03
  /// The width of a soft edge, as a share of the picture.
  package static let softness = 0.06

  /// Checks the parameters.
  ///
  /// - Throws: ``RadiographError/invalidPreprocessing(_:)``.
  func validate() throws {
    if case .crop(let margin) = self, !(0...0.5).contains(margin) {
      throw RadiographError.invalidPreprocessing("lungs: crop needs a margin from 0 to 0.5")
    }
  }

  /// Does it to a canvas.
  ///
  /// - Parameter known: The canvas's outline, if the network has found it already.
  func apply(to canvas: Canvas, network: String?, known: LungOutline?) throws -> Canvas {
    let finder = try LungNetworks.network()
    if let network, network != finder.identity {
      throw RadiographError.noLungNetwork("the model was learnt with another network, \(network.prefix(12))…")
    }
    let outline =
      try known
      ?? finder.outline(of: Radiograph(width: canvas.width, height: canvas.height, pixels: canvas.pixels))
    guard outline.isFound, let box = outline.box else { return canvas }
    switch self {
    case .crop(let margin):
      return canvas.cropped(to: box.widened(by: margin).pixels(of: canvas.size))
    case .mask(let edge):
      let weights = outline.weights(
        canvas.size, widenedBy: Self.widening, softness: edge == .soft ? Self.softness : 0)
      return canvas.with(canvas.pixels.blended(weights, with: canvas.pixels.means()))
    }
  }
}

extension Preprocessing {
  /// Whether lungs have to be found to prepare a picture.
  public var needsLungs: Bool { steps.contains { if case .lungs = $0 { true } else { false } } }

  /// The step that uses the outline of the whole picture: the first that needs lungs, where nothing stands before it but
  /// what the network does to pictures itself.
  var stepOfWholeOutline: Int? {
    let first = steps.firstIndex { if case .lungs = $0 { true } else { false } }
    return first.flatMap { steps[..<$0].allSatisfy(LungOutline.input.steps.contains) ? $0 : nil }
  }

  /// The same with the network's hash in every step that needs it, as a bundle keeps it.
  ///
  /// - Throws: ``RadiographError/noLungNetwork(_:)``.
  public func namingLungNetwork() throws -> Preprocessing {
    guard needsLungs else { return self }
    let identity = try LungNetworks.network().identity
    var named = self
    named.steps = steps.map { step in
      if case .lungs(let step, nil) = step { .lungs(step, network: identity) } else { step }
    }
    return named
  }
}
