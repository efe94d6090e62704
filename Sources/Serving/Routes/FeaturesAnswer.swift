import Inference

/// What `/features` answers of a picture.
struct FeaturesAnswer: Encodable {
  /// The pooled features, of several networks one after the other.
  let features: [Float]
  let model: Reading.Model
  let requestID: String

  /// The features of a picture that was read.
  ///
  /// - Throws: ``APIError`` where it is no radiograph.
  init(_ result: ReadingResult, requestID: String) throws {
    try result.checkUsable()
    guard let embedding = result.embedding else { throw APIError.internalError }
    features = embedding
    model = result.reading.model
    self.requestID = requestID
  }

  private enum CodingKeys: String, CodingKey {
    case features, model
    case requestID = "request_id"
  }
}

/// One of many: features, or why there are none.
enum FeaturesItem: Encodable {
  case features(FeaturesAnswer)
  case failure(RefusedItem)

  func encode(to encoder: any Encoder) throws {
    switch self {
    case .features(let answer): try answer.encode(to: encoder)
    case .failure(let failure): try failure.encode(to: encoder)
    }
  }
}
