import FolderTesting
import Foundation
import Metrics
import Radiograph

/// Made pictures that a small network can tell apart: grey noise, and for PNEUMONIA a bright spot in it.
enum SampleXrays {
  /// Pictures a patient.
  static let picturesPerPatient = 4

  /// Writes class folders with as many pictures of either class.
  static func write(_ count: Int, to folder: TemporaryFolder, _ path: String) throws {
    for number in 0..<count {
      let patient = number / picturesPerPatient
      try folder.write(
        picture(number, hasSpot: false), "\(path)/NORMAL/IM-\(1000 + patient)-\(String(format: "%04d", number)).png")
      try folder.write(
        picture(number, hasSpot: true), "\(path)/PNEUMONIA/person\(patient)_bacteria_\(number).png")
    }
  }

  /// Rows and columns of a picture.
  static let side = 64

  /// A PNG file.
  static func picture(_ number: Int, hasSpot: Bool) throws -> [UInt8] {
    try Radiograph(width: side, height: side, pixels: .gray8(samples(number, hasSpot: hasSpot))).pngFile()
  }

  /// The grey levels of a picture.
  static func samples(_ number: Int, hasSpot: Bool) -> [UInt8] {
    var random = SplitMix64(seed: UInt64(number), stream: hasSpot ? 1 : 0)
    let (x, y) = (Double.random(in: 20..<44, using: &random), Double.random(in: 20..<44, using: &random))
    return (0..<side * side).map { index in
      let (dx, dy) = (Double(index % side) - x, Double(index / side) - y)
      let spot = hasSpot ? 130 * exp(-(dx * dx + dy * dy) / 60) : 0
      return UInt8(min(255, Double.random(in: 30..<110, using: &random) + spot))
    }
  }
}
