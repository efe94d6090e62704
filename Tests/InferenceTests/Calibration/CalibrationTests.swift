import Foundation
import Inference
import ONNX
import Radiograph
import Testing

@Suite struct CalibrationTests {
  /// The golden residual network takes three channels of 32 × 32.
  private let preprocessing = Preprocessing(
    color: .rgb, steps: [.resize(ImageSize(width: 32, height: 32))], mean: [0.5, 0.5, 0.5], std: [0.25, 0.25, 0.25])

  private func picture(_ number: Int) throws -> [UInt8] {
    let samples = (0..<64 * 64).map { UInt8(($0 % 64 * (number + 1) + $0 / 64 * 3) % 256) }
    return try Radiograph(width: 64, height: 64, pixels: .gray8(samples)).pngFile()
  }

  private func withPictures(_ bytes: [[UInt8]], _ body: ([URL]) throws -> Void) throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: "calibration-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let files = try bytes.enumerated().map { index, bytes in
      let file = folder.appending(path: "\(index).png")
      try Data(bytes).write(to: file)
      return file
    }
    try body(files)
  }

  @Test(arguments: [RangeMethod.minMax, .percentile])
  func integersComeNearFloats(method: RangeMethod) throws {
    let model = try ONNXModel(contentsOf: GoldenGraphs().file("residual"))
    let quantizer = try Quantizer(model)
    try withPictures((0..<6).map(picture)) { files in
      let calibration = try Calibration(quantizer, model: model, preprocessing: preprocessing, pictures: files)
      #expect(calibration.pictures == 6)
      let quantized = try quantizer.quantized(ranges: calibration.ranges(method))
      let exact = try OpenVINOEngine(model)
      let coarse = try OpenVINOEngine(quantized, options: EngineOptions(precision: .int8))
      for file in files {
        let input = try preprocessing.input(for: RadiographReader.read(contentsOf: file))
        let (left, right) = (try exact.run(input).logits, try coarse.run(input).logits)
        let size = left.map(abs).max() ?? 0
        // Processors without VNNI add pairs of products in 16 bits, and come to 0.12.
        #expect(maximumDifference(left, right) < 0.15 * max(size, 1))
        #expect(left != right, "nothing was quantized")
      }
    }
  }

  @Test func everyMethodGivesEveryActivationARangeThatHoldsZero() throws {
    let model = try ONNXModel(contentsOf: GoldenGraphs().file("residual"))
    let quantizer = try Quantizer(model)
    try withPictures((0..<3).map(picture)) { files in
      let calibration = try Calibration(quantizer, model: model, preprocessing: preprocessing, pictures: files)
      let widest = calibration.ranges(.minMax)
      for method in RangeMethod.allCases {
        let ranges = calibration.ranges(method)
        #expect(Set(ranges.keys) == Set(quantizer.activations))
        for (name, range) in ranges {
          let outer = try #require(widest[name])
          #expect(range.lower <= 0 && range.upper >= 0)
          #expect(range.lower >= outer.lower && range.upper <= outer.upper)
        }
      }
    }
  }

  @Test func aBadPictureCostsOnlyItself() throws {
    let model = try ONNXModel(contentsOf: GoldenGraphs().file("residual"))
    let quantizer = try Quantizer(model)
    try withPictures([picture(0), Array("no picture".utf8), picture(1)]) { files in
      let calibration = try Calibration(quantizer, model: model, preprocessing: preprocessing, pictures: files)
      #expect(calibration.pictures == 2)
    }
    try withPictures([Array("no picture".utf8)]) { files in
      #expect(throws: RadiographError.self) {
        try Calibration(quantizer, model: model, preprocessing: preprocessing, pictures: files)
      }
    }
  }
}
