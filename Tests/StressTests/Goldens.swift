import Foundation
import Radiograph

/// What `Goldens/make_stress.py` wrote, read once.
struct Goldens: Decodable {
  struct Strip: Decodable {
    let file: String
    let height: Int
    let cells: [Cell]
  }

  /// A kind and a severity, as a pair in JSON.
  struct Cell: Decodable {
    let kind: String
    let severity: Int

    init(from decoder: any Decoder) throws {
      var pair = try decoder.unkeyedContainer()
      kind = try pair.decode(String.self)
      severity = try pair.decode(Int.self)
    }
  }

  struct SameNoise: Decodable {
    let kind: String
    let parameter: Double
    let picture: [UInt8]
    let field: [Double]
    let expected: [UInt8]
  }

  /// Rows of level, mean, variance and share of changed pixels.
  struct Distribution: Decodable {
    let kind: String
    let severity: Int
    let pixels: Int
    let rows: [[Double]]
  }

  let strips: [Strip]
  let sameNoise: [SameNoise]
  let distributions: [Distribution]
  let parameters: [String: [Double]]

  private enum CodingKeys: String, CodingKey {
    case strips, distributions, parameters
    case sameNoise = "same_noise"
  }

  static let folder = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Goldens")

  static func read() throws -> Goldens {
    try JSONDecoder().decode(Goldens.self, from: Data(contentsOf: folder.appending(path: "stress.json")))
  }

  /// The pictures of a strip, from the top.
  static func pictures(of strip: Strip) throws -> [PreparedImage] {
    let whole = try PreparedImage(RadiographReader.read(contentsOf: folder.appending(path: strip.file)))
    let size = whole.width * strip.height * whole.channels
    return try stride(from: 0, to: whole.samples.count, by: size).map { start in
      try PreparedImage(
        width: whole.width, height: strip.height, channels: whole.channels,
        samples: Array(whole.samples[start..<start + size]))
    }
  }
}
