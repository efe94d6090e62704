import Bundles
import Foundation
import Inference
import Metrics
import Radiograph
import TensorFiles
import Testing

@Suite struct OutOfDistributionDetectorTests {
  private static let width = 24

  /// Rows about the direction of a vector of ones, as features of one kind of picture are.
  private static func rows(_ count: Int, stream: UInt64) -> [Float] {
    var random = SplitMix64(seed: 7, stream: stream)
    return (0..<count * width).map { _ in 1 + Float.random(in: -0.3...0.3, using: &random) }
  }

  private func detector(_ count: Int = 200, validation: Int = 100) throws -> OutOfDistributionDetector {
    try #require(
      OutOfDistributionDetector(
        training: Self.rows(count, stream: 1), validation: Self.rows(validation, stream: 2), width: Self.width))
  }

  @Test(arguments: [40, 200, 1500]) func acceptsItsKindAndRefusesOthers(count: Int) throws {
    let detector = try detector(count)
    let fresh = Self.rows(500, stream: 3)
    let accepted = (0..<500).count { row in
      detector.accepts(detector.score(fresh[row * Self.width..<(row + 1) * Self.width]))
    }
    #expect(accepted >= 460)
    #expect(!detector.accepts(detector.score((0..<Self.width).map { $0 % 2 == 0 ? 1 : 0 })))
    #expect(!detector.accepts(detector.score([Float](repeating: -1, count: Self.width))))
  }

  @Test func theScoreIsTheCosineDistanceOfTheFifthNearest() throws {
    let training = Self.rows(30, stream: 4)
    let detector = try #require(
      OutOfDistributionDetector(training: training, validation: [], width: Self.width))
    let row = Self.rows(1, stream: 5)
    func length(_ values: ArraySlice<Float>) -> Double { values.reduce(0) { $0 + Double($1 * $1) }.squareRoot() }
    let distances = (0..<30).map { index -> Double in
      let other = training[index * Self.width..<(index + 1) * Self.width]
      return 1 - zip(row, other).reduce(0) { $0 + Double($1.0 * $1.1) } / length(row[...]) / length(other)
    }
    #expect(abs(detector.score(row) - distances.sorted()[4]) < 1e-6)
    // The length of the features does not matter.
    #expect(abs(detector.score(row.map { $0 * 50 }) - detector.score(row)) < 1e-6)
  }

  @Test func whatIsNoFeatureVectorIsRefused() throws {
    let detector = try detector()
    for row in [[], [1], [Float](repeating: .nan, count: Self.width), [Float](repeating: .infinity, count: Self.width)]
    {
      #expect(!detector.accepts(detector.score(row)))
    }
    #expect(OutOfDistributionDetector(training: Self.rows(6, stream: 1), validation: [], width: Self.width) == nil)
    #expect(OutOfDistributionDetector(training: [], validation: [], width: 0) == nil)
  }

  @Test func anOverfittedNetworksThresholdComesFromValidation() throws {
    // Training rows that are all the same leave no room; held-out ones show how much there is.
    let training = [Float](repeating: 1, count: 100 * Self.width)
    let narrow = try #require(OutOfDistributionDetector(training: training, validation: [], width: Self.width))
    let wide = try #require(
      OutOfDistributionDetector(training: training, validation: Self.rows(100, stream: 2), width: Self.width))
    #expect(narrow.description.threshold < 1e-6)
    #expect(wide.description.threshold > 1e-3)
  }

  /// The conformal quantile: of n scores the ⌈(n + 1) 0.98⌉-th, so that n - that many lie above it.
  @Test(arguments: [(49, 49), (99, 98), (100, 99), (400, 393)]) func theLimitIsAValidationScore(count: Int, rank: Int)
    throws
  {
    let held = Self.rows(count, stream: 2)
    let detector = try detector(validation: count)
    let scores = (0..<count).map { detector.score(held[$0 * Self.width..<($0 + 1) * Self.width]) }
    #expect(abs(detector.description.threshold - scores.sorted()[rank - 1]) < 1e-7)
    #expect(detector.description.percentile == 0.98)
  }

  @Test func withFewValidationImagesNoneIsRefusedAndTrainingCounts() throws {
    let held = Self.rows(48, stream: 2)
    let detector = try detector(validation: 48)
    #expect((0..<48).allSatisfy { detector.accepts(detector.score(held[$0 * Self.width..<($0 + 1) * Self.width])) })
    let alone = try self.detector(validation: 0).description.threshold
    #expect(try self.detector(validation: 1).description.threshold >= alone)
    #expect(alone > 0)
  }

  // MARK: - Picture and features together

  @Test func trustNamesItsReasons() throws {
    let detector = try detector()
    let side = 100
    let grey = try Radiograph(
      width: side, height: side, pixels: .gray8((0..<side * side).map { UInt8($0 % side * 2 + $0 / side / 2) }))
    let known = Self.rows(1, stream: 6)
    func trust(
      _ picture: Radiograph, _ embedding: [Float]?, _ detector: OutOfDistributionDetector?
    ) -> Trust {
      Trust(
        Trust.findings(in: picture, population: .unknown), embedding: embedding?[...],
        detector: detector.map(UnlikenessDetector.init))
    }
    #expect(trust(grey, known, detector).inDistribution == true)
    #expect(trust(grey, nil, nil).inDistribution == nil)
    let strange = trust(grey, [Float](repeating: -1, count: Self.width), detector)
    #expect(strange.inDistribution == false)
    #expect(strange.findings.map(\.code) == [.unlikeTraining])
    let color = try Radiograph(width: 2, height: 2, pixels: .rgb8([255, 0, 0, 0, 255, 0, 9, 9, 9, 200, 200, 200]))
    let refused = trust(color, known, detector)
    #expect(refused.inDistribution == false)
    #expect(refused.findings.map(\.code).contains(.colorPicture))
  }
}
