import Foundation

/// Where the lungs lie on a picture: at most two regions on a square grid that covers the whole picture.
///
/// Made of the logits of an outline network: of what lies above 0 the two largest regions stay, small specks go, and holes
/// are filled. Everything that is told of places is a share of the picture's width and height.
public struct LungOutline: Sendable, Equatable {
  /// Rows and columns of the grid.
  public static let side = 112
  /// Rows and columns of the grey picture that the network sees.
  public static let inputSide = 224

  /// The picture's size.
  public let size: ImageSize
  /// The regions from the picture's left to its right; none, one or two.
  public let regions: [LungRegion]
  /// The mean probability inside, 0 where there is nothing.
  public let confidence: Double
  /// How much brighter the surroundings are than the lungs, as a share of the range; below 0 in an inverted picture.
  public let contrast: Double
  /// Logits, cleaned: above 0 in the regions and nowhere else.
  let field: [Float]

  /// Cleans what a network has yielded.
  ///
  /// - Parameters:
  ///   - logits: `side × side` values; others give an outline that is not found.
  ///   - grey: the picture that the network saw, `inputSide × inputSide`.
  ///   - size: the picture's size.
  public init(logits: some Collection<Float>, grey: [UInt8], size: ImageSize) {
    let count = Self.side * Self.side
    var field = Array(logits)
    if field.count != count { field = [Float](repeating: -1, count: count) }
    let components = GridComponents.components(of: field.map { $0 > 0 }, side: Self.side)
    let kept = GridComponents.largest(components)
    var inside = [Bool](repeating: false, count: count)
    for pixel in kept.joined() { inside[pixel] = true }
    let sum = kept.joined().reduce(0.0) { $0 + 1 / (1 + exp(-Double(field[$1]))) }
    let found = kept.reduce(0) { $0 + $1.count }
    confidence = found > 0 ? sum / Double(found) : 0
    GridComponents.fillHoles(&inside, side: Self.side)
    for pixel in 0..<count {
      field[pixel] = inside[pixel] ? max(field[pixel], Self.edge) : min(field[pixel], -Self.edge)
    }
    self.field = field
    self.size = size
    regions = LungRegion.regions(inside, side: Self.side, size: size)
    contrast = Self.contrast(inside, grey)
  }

  /// What stands on either side of an edge that cleaning has made.
  private static let edge: Float = 0.5

  // MARK: - Figures

  /// The share of the picture that lies inside.
  public var shareOfPicture: Double { regions.reduce(0) { $0 + $1.share } }

  /// The smaller lung's area divided by the larger one's; 0 where there is only one.
  public var symmetry: Double {
    guard regions.count == 2 else { return 0 }
    let shares = regions.map(\.share).sorted()
    return shares[0] / shares[1]
  }

  /// A box about each region.
  public var boxes: [LungBox] { regions.map(\.box) }

  /// The box about all regions; nil where there are none.
  public var box: LungBox? {
    boxes.first.map { boxes.dropFirst().reduce($0) { $0.joined(with: $1) } }
  }

  /// Whether this can be a pair of lungs: its area, the network's certainty and its shape are those of lungs.
  ///
  /// The limits lie outside of what the demonstration's 3,166 chest X-rays show; `docs/lungs.md` has the figures.
  public var isFound: Bool {
    guard let box, (0.04...0.85).contains(shareOfPicture), confidence >= 0.8 else { return false }
    return box.width >= 0.15 && box.height >= 0.15
  }

  /// By how many degrees the line between the lungs' middles is turned from level, clockwise; nil without two lungs.
  public var turn: Double? {
    guard regions.count == 2, symmetry > 0.2 else { return nil }
    let (left, right) = (regions[0].middle, regions[1].middle)
    let x = (right.x - left.x) * Double(size.width)
    let y = (right.y - left.y) * Double(size.height)
    return atan2(y, x) * 180 / .pi
  }

  /// How much wider both lungs together are in their lower third than in their upper one, as a share of their width.
  ///
  /// It is below 0 where the picture is upside down, and nil without two lungs.
  public var widening: Double? {
    guard regions.count == 2, let box else { return nil }
    let side = Double(Self.side)
    func width(_ rows: Range<Int>) -> Double {
      let widths = rows.compactMap { row -> Int? in
        let columns = (0..<Self.side).filter { field[row * Self.side + $0] > 0 }
        guard let first = columns.first, let last = columns.last else { return nil }
        return last - first + 1
      }
      return widths.isEmpty ? 0 : Double(widths.reduce(0, +)) / Double(widths.count)
    }
    let top = Int(box.y0 * side), bottom = min(Self.side, Int((box.y1 * side).rounded()))
    let third = max(1, (bottom - top) / 3)
    guard bottom - top >= 3 else { return nil }
    return (width(bottom - third..<bottom) - width(top..<top + third)) / max(1, box.width * side)
  }

  /// The longest stretch of the picture's left, right and upper edge that lies inside, as a share of that edge.
  public var cutOff: Double {
    let side = Self.side
    let edges: [(Int) -> Int] = [{ $0 * side }, { $0 * side + side - 1 }, { $0 }]
    return edges.map { edge in
      Double((0..<side).reduce(0) { $0 + (field[edge($1)] > 0 ? 1 : 0) }) / Double(side)
    }.max() ?? 0
  }

  /// The mean level of the grid's surroundings of the lungs, less that of the lungs.
  private static func contrast(_ inside: [Bool], _ grey: [UInt8]) -> Double {
    guard grey.count == inputSide * inputSide else { return 0 }
    let step = inputSide / side
    let around = GridComponents.widened(inside, side: side, by: 8)
    var sums = (inside: 0, around: 0), counts = (inside: 0, around: 0)
    for row in 0..<side {
      for column in 0..<side where around[row * side + column] {
        let level = Int(grey[row * step * inputSide + column * step])
        if inside[row * side + column] {
          sums.inside += level
          counts.inside += 1
        } else {
          sums.around += level
          counts.around += 1
        }
      }
    }
    guard counts.inside > 0, counts.around > 0 else { return 0 }
    return (Double(sums.around) / Double(counts.around) - Double(sums.inside) / Double(counts.inside)) / 255
  }
}
