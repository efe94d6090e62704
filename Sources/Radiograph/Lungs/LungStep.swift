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
  static let widening = 0.03
  /// The width of a soft edge, as a share of the picture.
  static let softness = 0.06

  /// Checks the parameters.
  ///
  /// - Throws: ``RadiographError/invalidPreprocessing(_:)``.
  func validate() throws {
    if case .crop(let margin) = self, !(0...0.5).contains(margin) {
      throw RadiographError.invalidPreprocessing("lungs: crop needs a margin from 0 to 0.5")
    }
  }

  func apply(to canvas: Canvas, network: String?) throws -> Canvas {
    let finder = try LungNetworks.network()
    if let network, network != finder.identity {
      throw RadiographError.noLungNetwork("the model was learnt with another network, \(network.prefix(12))…")
    }
    let outline = try finder.outline(
      of: Radiograph(width: canvas.width, height: canvas.height, pixels: canvas.pixels))
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

extension Canvas {
  /// The part of the picture in these columns and rows, which lie within it.
  fileprivate func cropped(to part: (x: Range<Int>, y: Range<Int>)) -> Canvas {
    func cut<Sample>(_ samples: [Sample], _ channels: Int) -> [Sample] {
      part.y.flatMap { row in
        samples[(row * width + part.x.lowerBound) * channels..<(row * width + part.x.upperBound) * channels]
      }
    }
    let pixels: Pixels =
      switch self.pixels {
      case .gray8(let samples): .gray8(cut(samples, 1))
      case .gray16(let samples, let bitDepth): .gray16(cut(samples, 1), bitDepth: bitDepth)
      case .rgb8(let samples): .rgb8(cut(samples, 3))
      }
    return Canvas(width: part.x.count, height: part.y.count, pixels: pixels)
  }
}
