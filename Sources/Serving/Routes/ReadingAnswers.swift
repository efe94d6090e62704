import Foundation
import Inference

/// A reading as `/predict` answers it: the object of `hilum predict --json`, and the request's id.
struct ReadingAnswer: Encodable {
  let reading: Reading
  /// Heat-maps of all classes, where they were asked for; left out otherwise.
  let heatmaps: [String: String]?
  let requestID: String

  init(_ result: ReadingResult, requestID: String) {
    var reading = result.reading
    reading.heatmap = result.pictures.heatmap.map(Self.uri)
    self.reading = reading
    self.requestID = requestID
    heatmaps = result.pictures.heatmaps?.mapValues(Self.uri)
  }

  private static func uri(_ picture: Data) -> String { "data:image/png;base64," + picture.base64EncodedString() }

  private enum CodingKeys: String, CodingKey {
    case heatmaps
    case requestID = "request_id"
  }

  func encode(to encoder: any Encoder) throws {
    try reading.encode(to: encoder)
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encodeIfPresent(heatmaps, forKey: .heatmaps)
    try container.encode(requestID, forKey: .requestID)
  }
}

/// A reading in the few words of older systems.
struct CompactAnswer: Encodable {
  let predictedClass: String
  let bestProbability: Double
  let probabilities: [Double]

  init(_ reading: Reading, classes: [String]) {
    predictedClass = reading.prediction
    bestProbability = reading.confidence
    probabilities = classes.map { reading.probabilities[$0] ?? 0 }
  }

  private enum CodingKeys: String, CodingKey {
    case predictedClass = "predicted_class"
    case bestProbability = "best_prob"
    case probabilities = "probs"
  }
}

/// One of many: a reading, or why there is none.
enum ItemAnswer: Encodable {
  case reading(ReadingAnswer)
  case compact(CompactAnswer)
  case failure(APIError)

  func encode(to encoder: any Encoder) throws {
    switch self {
    case .reading(let answer): try answer.encode(to: encoder)
    case .compact(let answer): try answer.encode(to: encoder)
    case .failure(let error): try RefusedItem(error).encode(to: encoder)
    }
  }
}

/// Why there is nothing of one picture among many.
struct RefusedItem: Encodable {
  struct Reason: Encodable {
    let code: String
    let message: String
    let reasons: [String]?
  }

  let error: Reason

  init(_ error: APIError) {
    self.error = Reason(
      code: error.code, message: error.message, reasons: error.reasons.isEmpty ? nil : error.reasons)
  }
}
