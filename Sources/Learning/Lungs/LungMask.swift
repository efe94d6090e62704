import Radiograph

/// A picture that is white where a lung is, and black elsewhere.
struct LungMask {
  let width: Int
  let height: Int
  private let isLung: [Bool]

  /// Takes a picture for a mask.
  ///
  /// - Throws: `LungDataError` where it has colours or greys, no lung, or lungs all around.
  init(_ picture: Radiograph, name: String) throws {
    let levels = try Self.levels(picture, name)
    // Greys come of enlarged or compressed masks, along the outline; more of them are something else than a mask.
    let greys = levels.count { (64..<192).contains($0) }
    guard greys * 10 < levels.count else { throw LungDataError.maskGrey(name) }
    isLung = levels.map { $0 >= 128 }
    let whites = isLung.count { $0 }
    guard whites > 0 else {
      throw levels.contains { $0 > 0 } ? LungDataError.maskGrey(name) : LungDataError.maskEmpty(name)
    }
    (width, height) = (picture.width, picture.height)
    let corners = [0, width - 1, (height - 1) * width, height * width - 1]
    guard whites * 2 <= levels.count || !corners.allSatisfy({ levels[$0] >= 128 }) else {
      throw LungDataError.maskInverted(name)
    }
  }

  /// The mask's levels from 0 to 255.
  private static func levels(_ picture: Radiograph, _ name: String) throws -> [UInt8] {
    switch picture.pixels {
    case .gray8(let samples): return samples
    case .gray16(let samples, let depth): return samples.map { UInt8(truncatingIfNeeded: $0 >> UInt16(depth - 8)) }
    case .rgb8(let samples):
      return try stride(from: 0, to: samples.count, by: 3).map { place in
        guard samples[place] == samples[place + 1], samples[place] == samples[place + 2] else {
          throw LungDataError.maskColored(name)
        }
        return samples[place]
      }
    }
  }

  /// Whether a picture of this size has the mask's proportions, to a fiftieth.
  func hasProportions(width: Int, height: Int) -> Bool {
    let (own, other) = (Double(self.width) / Double(self.height), Double(width) / Double(height))
    return (own / other - 1).magnitude <= 0.02
  }

  /// The mask with another size, the sides scaled separately: at each place what is nearest.
  func onGrid(_ side: Int) -> [Bool] {
    (0..<side).flatMap { y in
      let row = (2 * y + 1) * height / (2 * side) * width
      return (0..<side).map { x in isLung[row + (2 * x + 1) * width / (2 * side)] }
    }
  }
}
