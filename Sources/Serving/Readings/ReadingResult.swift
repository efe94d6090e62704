import Foundation
import Inference
import Radiograph

/// What was read of a picture.
struct ReadingResult: Sendable {
  var reading: Reading
  let trust: Trust
  /// The mean grey level of the network's input, from 0 to 1.
  let inputLevel: Double?
  /// What the network gave.
  let logits: [Float]
  /// The pictures that explain it, as far as they were wanted.
  let pictures: ReadingPictures
  /// The pooled features, where they were wanted.
  let embedding: [Float]?
  let times: StageTimes

  /// Why the picture is no radiograph.
  var refusals: [QualityFinding] { trust.findings.filter { $0.refuses && $0.code != .unlikeTraining } }

  /// Refuses what is no radiograph; a doubt that is smaller stands in the reading's `quality`.
  ///
  /// - Throws: ``APIError``.
  func checkUsable() throws {
    let reasons = refusals
    if !reasons.isEmpty { throw APIError.unusable(reasons.map(\.message)) }
  }
}

/// How long a picture took in each stage, in seconds.
struct StageTimes: Sendable {
  var queue = 0.0
  var preprocess = 0.0
  var inference = 0.0
  var batch = 1
}
