import DICOMTesting
import Foundation
import Radiograph
import Testing

/// Against `Goldens/make_interpolation.py`.
@Suite struct InterpolationTests {
  private struct Expected: Decodable {
    struct Case: Decodable, CustomTestStringConvertible {
      let kind: String
      let seed: UInt32
      let size, target: [Int]
      let expected: [Int]
      var testDescription: String { "\(kind) \(size) to \(target)" }
    }

    let interpolated: [Case]
    let storedLevels: [UInt8]

    enum CodingKeys: String, CodingKey {
      case interpolated
      case storedLevels = "stored_levels"
    }
  }

  private static func expected() throws -> Expected {
    try JSONDecoder().decode(Expected.self, from: Goldens.data("interpolation.json"))
  }

  /// Fused multiplications may put a sum on the other side of a half.
  @Test func resizingWithoutAntialiasingEqualsPyTorch() throws {
    for golden in try Self.expected().interpolated {
      let (width, height) = (golden.size[0], golden.size[1])
      let target = ImageSize(width: golden.target[0], height: golden.target[1])
      let pixels: Pixels =
        switch golden.kind {
        case "rgb": .rgb8(Goldens.noise(golden.seed, width * height * 3, as: UInt8.self))
        case "deep": .gray16(Goldens.noise(golden.seed, width * height, as: UInt16.self), bitDepth: 16)
        default: .gray8(Goldens.noise(golden.seed, width * height, as: UInt8.self))
        }
      let image = try Goldens.pipeline([.resizeBilinear(target)])
        .prepare(Radiograph(width: width, height: height, pixels: pixels))
      #expect(image.width == target.width && image.height == target.height)
      // Deep grey is seen through the pipeline's reduction to 8 bits.
      let expected = golden.expected.map { golden.kind == "deep" ? Self.reduced($0) : $0 }
      let far = zip(image.samples, expected).map { abs(Int($0) - $1) }
      #expect(image.samples.count == expected.count && far.allSatisfy { $0 <= 1 }, "\(golden.testDescription)")
      #expect(far.count { $0 > 0 } * 200 <= far.count, "\(golden.testDescription)")
    }
  }

  private static func reduced(_ level: Int) -> Int { Int((Double(level) * 255 / 65535).rounded(.toNearestOrEven)) }

  /// What lies between the samples is lost, which antialiasing keeps.
  @Test func itIsNotTheOtherResize() throws {
    let stripes = (0..<64 * 64).map { UInt8($0 % 8 == 0 ? 255 : 0) }
    let picture = try Radiograph(width: 64, height: 64, pixels: .gray8(stripes))
    let size = ImageSize(width: 8, height: 8)
    let sampled = try Goldens.pipeline([.resizeBilinear(size)]).prepare(picture).samples
    let averaged = try Goldens.pipeline([.resize(size)]).prepare(picture).samples
    #expect(sampled.allSatisfy { $0 == 0 } && averaged.allSatisfy { $0 > 15 })
  }

  @Test func itIsWrittenAndReadAsAStep() throws {
    let step = Preprocessing.Step.resizeBilinear(ImageSize(width: 5, height: 4))
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys]
    let text = try encoder.encode([step])
    #expect(String(decoding: text, as: UTF8.self) == #"[{"resize_bilinear":{"height":4,"width":5}}]"#)
    #expect(try JSONDecoder().decode([Preprocessing.Step].self, from: text) == [step])
    #expect(throws: RadiographError.self) {
      try Preprocessing.Step.resizeBilinear(.init(width: 0, height: 4)).validate()
    }
    var pipeline = Goldens.pipeline([step])
    pipeline.fastDecode = true
    #expect(pipeline.inputSize == ImageSize(width: 5, height: 4))
    #expect(pipeline.readingOptions().fastDecodeTarget == nil)
  }

  // MARK: - Stored levels

  @Test func storedLevelsEqualNumPys() throws {
    let expected = try Self.expected().storedLevels
    for name in ["explicit-little", "jpeg2000-lossless", "rle"] {
      let picture = try RadiographReader.read(
        Data(DICOMGoldens.file(name)), options: ReadingOptions(dicomLevels: .stored))
      #expect(picture.pixels == .gray8(expected), "\(name)")
      #expect(try RadiographReader.read(Data(DICOMGoldens.file(name))).pixels != .gray8(expected), "\(name)")
    }
  }

  /// Neither a window nor a polarity changes them; all alike they are 0.
  @Test func nothingInTheHeaderChangesStoredLevels() throws {
    func levels(_ bytes: [UInt8]) throws -> Pixels { try DICOMFile(bytes: bytes).radiograph(levels: .stored).pixels }
    let windowed = DICOMBuilder.picture {
      $0.add(0x0028, 0x1050, "DS", "40")
      $0.add(0x0028, 0x1051, "DS", "80")
    }
    #expect(try levels(windowed) == levels(DICOMBuilder.picture()))
    var builder = DICOMBuilder()
    builder.addImagePixel(stored: 10, highBit: 9, signed: true)
    builder.addPixels([Int](repeating: 7, count: 256))
    #expect(try levels(builder.file()) == .gray8([UInt8](repeating: 0, count: 256)))
  }

  @Test func bundlesOfBeforeAreReadAndWrittenAsTheyWere() throws {
    let before = Data(
      #"{"color":"grayscale","fast_decode":false,"mean":[0.5],"std":[0.5],"steps":[{"min_max":{}}]}"#.utf8)
    let old = try JSONDecoder().decode(Preprocessing.self, from: before)
    #expect(old.dicomLevels == .shown && old.readingOptions().dicomLevels == .shown)
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys]
    #expect(try encoder.encode(old) == before)
    var raw = old
    raw.dicomLevels = .stored
    let back = try JSONDecoder().decode(Preprocessing.self, from: encoder.encode(raw))
    #expect(back == raw && back.readingOptions().dicomLevels == .stored)
  }
}
