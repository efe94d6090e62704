import Foundation
import Inference
import Radiograph
import Testing

/// Shapley values against the shap package's KernelExplainer (Goldens/make_shapley.py), and the zones of pictures.
@Suite struct ShapleyTests {
  private struct Goldens: Decodable {
    struct Case: Decodable {
      let payoffs: [Double]
      let values: [Double]
    }
    let cases: [Case]
  }

  @Test func equalKernelSHAPs() throws {
    let file = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Goldens/shapley.json")
    let goldens = try JSONDecoder().decode(Goldens.self, from: Data(contentsOf: file))
    #expect(goldens.cases.map(\.values.count) == [3, 7, 7])
    for golden in goldens.cases {
      let values = ShapleyValues.exact(golden.payoffs)
      #expect(values.count == golden.values.count)
      for (value, expected) in zip(values, golden.values) { #expect(abs(value - expected) < 1e-9) }
      let last = try #require(golden.payoffs.last)
      #expect(abs(values.reduce(golden.payoffs[0], +) - last) < 1e-12)
    }
    #expect(ShapleyValues.exact([1, 2, 3]).isEmpty)
    #expect(ShapleyValues.exact([]).isEmpty)
  }

  // MARK: - Zones

  private static let side = 56
  private static let size = ImageSize(width: 400, height: 400)
  private static let preprocessing = Preprocessing(
    color: .grayscale, steps: [.resize(ImageSize(width: side, height: side))], mean: [0], std: [1])
  /// First and last column, first and last row, on the grid of 112.
  private static let lungs = [[16, 47, 20, 91], [64, 95, 20, 91]]

  private static func outline(_ lungs: [[Int]]) -> LungOutline {
    let side = LungOutline.side
    let logits = (0..<side * side).map { cell in
      lungs.contains { ($0[0]...$0[1]).contains(cell % side) && ($0[2]...$0[3]).contains(cell / side) } ? Float(4) : -4
    }
    return LungOutline(logits: logits, grey: [], size: size)
  }

  private static func game(_ input: [Float], _ lungs: [[Int]] = lungs, _ absence: Absence = .mean) throws -> ZoneGame {
    try ZoneGame(
      input: input, shape: [1, side, side], outline: outline(lungs), preprocessing: preprocessing, size: size,
      absence: absence)
  }

  /// Of a sum over the picture each part's value is its own sum, less that of what stands for it.
  @Test func partsOfASumAreItsSums() throws {
    let side = Self.side
    // The lungs' zones are 16 columns and 12 rows of the input; the lower zone of the patient's left lung is bright.
    let input = (0..<side * side).map { pixel in
      (32..<48).contains(pixel % side) && (34..<46).contains(pixel / side) ? Float(1) : 0
    }
    let contributions = try Self.game(input).explanation { inputs, count in
      (0..<count).map { index in inputs[index * side * side..<(index + 1) * side * side].reduce(0) { $0 + Double($1) } }
    }
    let mean = 192.0 / Double(side * side)
    let values = Dictionary(uniqueKeysWithValues: contributions.players.map { ($0.name, $0.value) })
    #expect(contributions.players.count == 7)
    #expect(abs(try #require(values["left_lower"]) - 192 * (1 - mean)) < 1e-3)
    #expect(abs(try #require(values["right_upper"]) + 192 * mean) < 1e-3)
    #expect(abs(try #require(values["outside"]) + Double(side * side - 6 * 192) * mean) < 1e-3)
    #expect(abs(contributions.base - 192) < 1e-3 && contributions.value == 192)
    #expect(contributions.sumError < 1e-6)
  }

  /// Base and values make up the payoff of the whole picture, whatever the function.
  @Test(arguments: Absence.allCases)
  func valuesAddUp(_ absence: Absence) throws {
    let side = Self.side
    let input = (0..<side * side).map { Float(sin(Double($0) * 0.37) + cos(Double($0 / side) * 0.2)) }
    let contributions = try Self.game(input, Self.lungs, absence).explanation { inputs, count in
      (0..<count).map { index in
        let values = inputs[index * side * side..<(index + 1) * side * side]
        return 1
          / (1 + exp(-values.enumerated().reduce(0) { $0 + Double($1.element * $1.element) * sin(Double($1.offset)) }))
      }
    }
    #expect(contributions.players.contains { abs($0.value) > 1e-3 })
    #expect(contributions.sumError < 1e-6)
    #expect(abs(contributions.players.reduce(contributions.base) { $0 + $1.value } - contributions.value) < 1e-6)
  }

  @Test func whatStandsForAbsentParts() {
    let flat = [Float](repeating: 2, count: 2 * 64)
    #expect(Absence.blurred.applied(to: flat, height: 8, width: 8) == flat)
    let channels = [Float](repeating: 1, count: 64) + (0..<64).map { Float($0 % 2) }
    let means = Absence.mean.applied(to: channels, height: 8, width: 8)
    #expect(means == [Float](repeating: 1, count: 64) + [Float](repeating: 0.5, count: 64))
  }

  @Test func picturesWithoutAPairOfLungsAreRefused() {
    let input = [Float](repeating: 0, count: Self.side * Self.side)
    #expect(throws: RadiographError.noLungs) { try Self.game(input, []) }
    #expect(throws: ExplanationError.noZones) { try Self.game(input, [[20, 90, 15, 45], [20, 90, 65, 95]]) }
  }

  @Test func theTintedPictureShowsBothSides() throws {
    let input = (0..<Self.side * Self.side).map { Float($0 % 7) }
    let contributions = try Self.game(input).explanation { inputs, count in
      let length = inputs.count / count
      return (0..<count).map { Double(inputs[$0 * length + 20 * Self.side + 12] - inputs[$0 * length]) }
    }
    let picture = try Radiograph(width: 400, height: 400, pixels: .gray8([UInt8](repeating: 100, count: 160_000)))
    let tinted = try contributions.tinted(picture, colors: ([255, 0, 0], [0, 0, 255]), longerSide: 200)
    #expect(tinted.width == 200 && tinted.height == 200)
    guard case .rgb8(let samples) = tinted.pixels else {
      Issue.record("the picture has no colours")
      return
    }
    #expect(Set(stride(from: 0, to: samples.count, by: 3).map { samples[$0] }).count > 1)
  }
}
