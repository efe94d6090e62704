import FolderTesting
import Foundation
import Learning

/// Made pictures with two bright ellipses for lungs.
enum LungFixtures {
  private static let side = 224

  /// A pair of a patient.
  static func pair(_ number: Int) -> LungPair {
    let shift = Double(number % 7) / 60 - 0.05
    let mask = (0..<side * side).map { place in
      isLung(Double(place % side) / Double(side) - shift, Double(place / side) / Double(side))
    }
    let image = mask.indices.map { UInt8(mask[$0] ? 170 : 60) &+ UInt8(truncatingIfNeeded: $0 % 23) }
    return LungPair(name: "person\(number)_virus_\(number)", image: image, mask: mask)
  }

  /// Whether a place, as shares of the sides, is in one of the ellipses.
  static func isLung(_ x: Double, _ y: Double) -> Bool {
    [0.3, 0.7].contains { pow((x - $0) / 0.15, 2) + pow((y - 0.5) / 0.3, 2) < 1 }
  }

  /// A picture, as a PNG file.
  static func picture(width: Int = 60, height: Int = 60) -> [UInt8] {
    DataPNG(width: width, height: height) { isLung($0, $1) ? 0.7 : 0.2 }.bytes
  }

  /// A mask, as a PNG file.
  static func mask(width: Int = 60, height: Int = 60, _ isWhite: @escaping (Double, Double) -> Bool = isLung) -> [UInt8]
  {
    DataPNG(width: width, height: height) { isWhite($0, $1) ? 1 : 0 }.bytes
  }
}
