package import Radiograph

/// The zones of the lungs, and what lies outside of them, as players: a coalition is the network's input with every other
/// part of the picture taken away.
///
/// Zones are told on the original picture and followed to the input; what has been padded lies outside.
package struct ZoneGame: Perturbation {
  private let input: [Float]
  private let absent: [Float]
  private let zones: LungZones
  /// Which player each pixel of the input belongs to.
  private let players: [Int]
  private let shape: [Int]

  /// What is shared out.
  package let payoff: ZoneContributions.Payoff
  /// The number of coalitions.
  package var count: Int { 1 << ZoneContributions.playerCount }

  /// A picture as a game.
  ///
  /// - Parameters:
  ///   - input: the network's input, `[channels, height, width]` as `shape` says.
  ///   - outline: the picture's lungs.
  ///   - preprocessing: how `input` was made of a picture of `size`.
  /// - Throws: `RadiographError.noLungs`; `ExplanationError.noZones` where they are not two side by side.
  package init(
    input: [Float], shape: [Int], outline: LungOutline, preprocessing: Preprocessing, size: ImageSize,
    payoff: ZoneContributions.Payoff = .probability, absence: Absence
  ) throws {
    guard outline.isFound else { throw RadiographError.noLungs }
    guard let zones = LungZones(outline), shape.count == 3, input.count == shape.reduce(1, *) else {
      throw ExplanationError.noZones
    }
    self.input = input
    self.zones = zones
    self.shape = shape
    self.payoff = payoff
    absent = absence.applied(to: input, height: shape[1], width: shape[2])
    players = InputField(preprocessing, of: size, lungs: outline)
      .players(of: zones, on: size, height: shape[1], width: shape[2])
  }

  /// The input of a coalition; bit i says whether player i takes part.
  package func input(_ coalition: Int) -> [Float] {
    var values = absent
    for start in stride(from: 0, to: input.count, by: players.count) {
      for (pixel, player) in players.enumerated() where coalition >> player & 1 == 1 {
        values[start + pixel] = input[start + pixel]
      }
    }
    return values
  }

  /// What each player adds.
  ///
  /// - Throws: `ExplanationError.parameter` where there is not one payoff for each coalition.
  package func explanation(_ payoffs: [Double]) throws -> ZoneContributions {
    let values = ShapleyValues.exact(payoffs)
    guard values.count == ZoneContributions.playerCount else {
      throw ExplanationError.parameter("the number of payoffs", value: payoffs.count)
    }
    let map = try HeatMap(width: shape[2], height: shape[1], values: players.map { Float(values[$0]) })
    return ZoneContributions(payoffs: payoffs, zones: zones, map: map)
  }
}

extension InputField {
  /// Which player each pixel of the network's input belongs to: a zone, or what lies outside, which is the last one.
  fileprivate func players(of zones: LungZones, on size: ImageSize, height: Int, width: Int) -> [Int] {
    // Finer than the input of any network in use, so that edges are where they are on the picture.
    let side = 4 * LungOutline.side
    let grid = zones.grid(ImageSize(width: side, height: side))
    let columns = (0..<width).map { x.cell($0, of: width, original: size.width, cells: side) }
    let rows = (0..<height).map { y.cell($0, of: height, original: size.height, cells: side) }
    let outside = ZoneContributions.playerCount - 1
    return rows.flatMap { row in
      columns.map { column in
        guard let row, let column else { return outside }
        return grid[row * side + column] ?? outside
      }
    }
  }
}
