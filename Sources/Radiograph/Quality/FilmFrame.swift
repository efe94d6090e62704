/// A frame of one tone about a film, as a viewer's window, a scanner's bed or a slide has: where the film lies in it.
///
/// Lines of pixels belong to the frame from an edge of the picture inward as long as each is of one tone (from the 5th to
/// the 95th percentile at most 10 of 255 levels) and that tone is the outermost line's. Two opposite sides of the frame take
/// at least 5 % of the picture each. What is black may as well be collimation, and is no frame.
public struct FilmFrame: Sendable, Equatable {
  /// The film inside of the frame, in shares of the picture.
  public let film: LungBox

  /// Lines and columns that are looked at.
  private static let side = 112
  private static let spread = 10
  private static let leastShare = 0.05
  private static let black = 16

  /// The frame of a picture; nil where it has none.
  public init?(of picture: Radiograph) {
    let side = Self.side
    guard min(picture.width, picture.height) >= side else { return nil }
    let columns = (0..<side).map { (2 * $0 + 1) * picture.width / (2 * side) }
    let rows = (0..<side).map { (2 * $0 + 1) * picture.height / (2 * side) }
    func row(_ index: Int) -> [Int] { columns.map { picture.pixels.level(rows[index] * picture.width + $0) } }
    func column(_ index: Int) -> [Int] { rows.map { picture.pixels.level($0 * picture.width + columns[index]) } }
    let (left, right) = (Self.depth { column($0) }, Self.depth { column(side - 1 - $0) })
    let (top, bottom) = (Self.depth { row($0) }, Self.depth { row(side - 1 - $0) })
    guard left + right < 0.9, top + bottom < 0.9,
      min(left, right) >= Self.leastShare || min(top, bottom) >= Self.leastShare
    else { return nil }
    film = LungBox(x0: left, y0: top, x1: 1 - right, y1: 1 - bottom)
  }

  /// How many lines from an edge belong to the frame, as a share of all.
  private static func depth(_ line: (Int) -> [Int]) -> Double {
    var tone: Int?
    for index in 0..<side {
      let levels = line(index).sorted()
      let mean = levels.reduce(0, +) / side
      guard levels[side * 19 / 20] - levels[side / 20] <= spread else { return Double(index) / Double(side) }
      guard mean > black, abs(mean - (tone ?? mean)) <= spread else { return 0 }
      tone = tone ?? mean
    }
    return 1
  }
}

extension Pixels {
  /// The grey level of a pixel, from 0 to 255.
  fileprivate func level(_ pixel: Int) -> Int {
    switch self {
    case .gray8(let samples): Int(samples[pixel])
    case .gray16(let samples, let bitDepth): min(255, Int(samples[pixel]) >> max(0, bitDepth - 8))
    case .rgb8(let samples):
      (Int(samples[3 * pixel]) * 77 + Int(samples[3 * pixel + 1]) * 150 + Int(samples[3 * pixel + 2]) * 29) >> 8
    }
  }
}

extension Radiograph {
  /// The part of the picture inside of a box.
  ///
  /// - Throws: ``RadiographError/inconsistentPixels(width:height:samples:)`` where nothing is inside.
  public func cropped(to box: LungBox) throws -> Radiograph {
    let part = box.pixels(of: size)
    let canvas = Canvas(self).cropped(to: part)
    return try Radiograph(
      width: canvas.width, height: canvas.height, pixels: canvas.pixels, acquisition: acquisition, notes: notes)
  }
}
