import Foundation
import Inference
import Radiograph

/// Options of a function, which come as JSON.
protocol Options: Decodable {
  /// The names of all.
  static var names: [String] { get }
}

extension Options {
  /// Reads options; NULL stands for none.
  ///
  /// - Throws: `LibraryError.options`.
  static func read(_ text: UnsafePointer<CChar>?) throws -> Self {
    let limit = 1 << 16
    let count = text.map { strnlen($0, limit + 1) } ?? 0
    guard count <= limit else { throw LibraryError.options("they are longer than \(limit) bytes") }
    let json = text.map { Data(bytes: $0, count: count) } ?? Data("{}".utf8)
    do {
      return try JSONDecoder().decode(Strict<Self>.self, from: json).options
    } catch let error as DecodingError {
      throw LibraryError.options(error.place)
    } catch {
      throw LibraryError.options("\(error)")
    }
  }
}

/// Options none of which is unknown.
private struct Strict<Value: Options>: Decodable {
  let options: Value

  init(from decoder: any Decoder) throws {
    try decoder.refuseKeys(otherThan: Value.names)
    options = try Value(from: decoder)
  }
}

extension DecodingError {
  /// Where it went wrong, and why, in a few words.
  fileprivate var place: String {
    switch self {
    case .keyNotFound(let key, _): "'\(key.stringValue)' is missing"
    case .typeMismatch(_, let context), .valueNotFound(_, let context), .dataCorrupted(let context):
      context.codingPath.isEmpty
        ? "they are no JSON object"
        : "'\(context.codingPath.map(\.stringValue).joined(separator: "."))': "
          + context.debugDescription
    @unknown default: "they are no JSON object"
    }
  }
}

/// Options of `hilum_load`.
struct LoadOptions: Options {
  static let names = ["precision", "mode", "threads", "explain"]

  /// What is to be short.
  enum Mode: String, Decodable {
    case throughput, latency
  }

  let precision: PrecisionRequest?
  let mode: Mode?
  let threads: Int?
  let explain: Bool?
}

/// Options that say which picture of a file is meant.
struct PictureOptions: Options {
  static let names = ["frame", "window"]

  let frame: Int?
  let window: Int?
}

/// Options of `hilum_read`.
struct DecodingOptions: Options {
  static let names = PictureOptions.names + ["color"]

  let frame: Int?
  let window: Int?
  let color: Bool?
}

/// Options of `hilum_predict`.
struct PredictOptions: Options {
  static let names =
    PictureOptions.names + ["explain", "class", "grid", "overlay", "longer_side", "zones", "report"]

  /// What a heat-map's values lie on.
  enum Grid: String, Decodable {
    case network, picture
  }

  let frame: Int?
  let window: Int?
  let explain: ActivationMap?
  let explained: String?
  let grid: Grid?
  let overlay: Bool?
  let longerSide: Int?
  let zones: Bool?
  let report: Bool?

  private enum CodingKeys: String, CodingKey {
    case frame, window, explain, grid, overlay, zones, report
    case explained = "class"
    case longerSide = "longer_side"
  }
}
