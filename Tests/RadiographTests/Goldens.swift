import Foundation
import Radiograph
import Testing

/// The goldens of `Goldens/make_goldens.py`.
struct Goldens {
  struct Decode: Decodable, CustomTestStringConvertible {
    let file: String
    let expected: [Int]
    let width, height, channels, bits: Int
    var testDescription: String { file }
  }

  struct Scaled: Decodable, CustomTestStringConvertible {
    let file: String
    let target: [Int]
    let width, height: Int
    let expected: [Int]
    var testDescription: String { "\(file) for \(target)" }
  }

  struct Resize: Decodable, CustomTestStringConvertible {
    let kind: String
    let seed: UInt32
    let size, target: [Int]
    let expected: [Int]
    var testDescription: String { "\(kind) \(size) to \(target)" }
  }

  struct ShorterSide: Decodable, CustomTestStringConvertible {
    let size: [Int]
    let side: Int
    let expected: [Int]
    var testDescription: String { "\(size) to \(side)" }
  }

  struct Frame: Decodable, CustomTestStringConvertible {
    let step: String
    let seed: UInt32
    let size, target: [Int]
    let expected: [Int]
    var testDescription: String { "\(step) \(size) to \(target)" }
  }

  struct Enhance: Decodable, CustomTestStringConvertible {
    let step: Preprocessing.Step
    let seed: UInt32
    let size: [Int]
    let low, high, bits: Int
    let expected: [Int]
    var testDescription: String { "\(step) on \(size), \(low)..<\(high), \(bits) bits" }
  }

  struct Tensor: Decodable, CustomTestStringConvertible {
    let file: String
    let preprocessing: Preprocessing
    let expected: [Int]
    var testDescription: String { "\(file) \(preprocessing.color) \(preprocessing.steps)" }
  }

  private struct Cases: Decodable {
    let decode: [Decode]
    let scaled: [Scaled]
    let resize: [Resize]
    let shorterSide: [ShorterSide]
    let frame: [Frame]
    let enhance: [Enhance]
    let tensor: [Tensor]

    enum CodingKeys: String, CodingKey {
      case decode, scaled, resize, frame, enhance, tensor
      case shorterSide = "shorter_side"
    }
  }

  static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appendingPathComponent("Goldens")

  private static let cases = Result {
    try JSONDecoder().decode(Cases.self, from: Data(contentsOf: folder.appendingPathComponent("cases.json")))
  }

  // A test over no cases would pass for nothing: `GoldenTests` requires that the file is read.
  static var decode: [Decode] { (try? cases.get().decode) ?? [] }
  static var scaled: [Scaled] { (try? cases.get().scaled) ?? [] }
  static var resize: [Resize] { (try? cases.get().resize) ?? [] }
  static var shorterSide: [ShorterSide] { (try? cases.get().shorterSide) ?? [] }
  static var frame: [Frame] { (try? cases.get().frame) ?? [] }
  static var enhance: [Enhance] { (try? cases.get().enhance) ?? [] }
  static var tensor: [Tensor] { (try? cases.get().tensor) ?? [] }

  static func url(_ file: String) -> URL { folder.appendingPathComponent(file) }

  static func data(_ file: String) throws -> Data { try Data(contentsOf: url(file)) }

  /// What is expected at `[offset, length]`, as numbers of a type.
  static func expected<Number>(_ range: [Int], as type: Number.Type) throws -> [Number] {
    let all = try data("expected.bin")
    let bytes = all.subdata(in: range[0]..<range[0] + range[1])
    return [Number](unsafeUninitializedCapacity: range[1] / MemoryLayout<Number>.stride) { buffer, initialized in
      initialized = bytes.copyBytes(to: buffer) / MemoryLayout<Number>.stride
    }
  }

  /// Numbers of a linear congruential generator, as `noise` in make_goldens.py.
  static func noise<Number: FixedWidthInteger>(_ seed: UInt32, _ count: Int, as type: Number.Type) -> [Number] {
    var state = seed
    return (0..<count).map { _ in
      state = state &* 1_664_525 &+ 1_013_904_223
      return Number(truncatingIfNeeded: state >> (32 - UInt32(Number.bitWidth)))
    }
  }

  /// A pipeline of steps alone.
  static func pipeline(_ steps: [Preprocessing.Step], color: Preprocessing.Color = .rgb) -> Preprocessing {
    Preprocessing(color: color, steps: steps, mean: [0, 0, 0], std: [1, 1, 1])
  }
}

@Suite struct GoldenTests {
  @Test func allCasesAreRead() {
    #expect(Goldens.decode.count > 40)
    #expect(Goldens.scaled.count == 6)
    #expect(Goldens.resize.count == 33)
    #expect(Goldens.shorterSide.count == 24)
    #expect(Goldens.frame.count == 8)
    #expect(Goldens.enhance.count > 50)
    #expect(Goldens.tensor.count == 30)
  }
}
