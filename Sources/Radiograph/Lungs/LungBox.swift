/// A rectangle on a picture, in shares of its width and height from the top left.
public struct LungBox: Sendable, Hashable {
  /// The left edge.
  public let x0: Double
  /// The upper edge.
  public let y0: Double
  /// The right edge.
  public let x1: Double
  /// The lower edge.
  public let y1: Double

  /// A box, kept inside the picture.
  public init(x0: Double, y0: Double, x1: Double, y1: Double) {
    self.x0 = min(max(x0, 0), 1)
    self.y0 = min(max(y0, 0), 1)
    self.x1 = min(max(x1, 0), 1)
    self.y1 = min(max(y1, 0), 1)
  }

  /// The width.
  public var width: Double { x1 - x0 }
  /// The height.
  public var height: Double { y1 - y0 }

  /// The box about both.
  public func joined(with other: LungBox) -> LungBox {
    LungBox(x0: min(x0, other.x0), y0: min(y0, other.y0), x1: max(x1, other.x1), y1: max(y1, other.y1))
  }

  /// The box with a margin on each side, a share of the picture.
  public func widened(by margin: Double) -> LungBox {
    LungBox(x0: x0 - margin, y0: y0 - margin, x1: x1 + margin, y1: y1 + margin)
  }

  /// The pixels of a picture that the box covers, at least one.
  public func pixels(of size: ImageSize) -> (x: Range<Int>, y: Range<Int>) {
    func range(_ from: Double, _ to: Double, _ length: Int) -> Range<Int> {
      let first = min(max(Int((from * Double(length)).rounded(.down)), 0), length - 1)
      return first..<min(max(Int((to * Double(length)).rounded(.up)), first + 1), length)
    }
    return (range(x0, x1, size.width), range(y0, y1, size.height))
  }
}

extension LungBox: Codable {
  /// Reads `[x0, y0, x1, y1]`.
  public init(from decoder: any Decoder) throws {
    var container = try decoder.unkeyedContainer()
    func next() throws -> Double { try container.decode(Double.self) }
    self.init(x0: try next(), y0: try next(), x1: try next(), y1: try next())
  }

  /// Writes `[x0, y0, x1, y1]`, rounded to ten-thousandths.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.unkeyedContainer()
    for value in [x0, y0, x1, y1] { try container.encode((value * 10_000).rounded() / 10_000) }
  }
}
