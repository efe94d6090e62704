import Foundation
import Radiograph
import Testing

@Suite struct PreprocessingTests {
  @Test(arguments: Goldens.tensor) func inputEqualsTorchvision(golden: Goldens.Tensor) throws {
    let options = ReadingOptions(limits: DecodingLimits(minimumSide: 1))
    let radiograph = try RadiographReader.read(contentsOf: Goldens.url(golden.file), options: options)
    let input = try golden.preprocessing.input(for: radiograph)
    let size = try #require(golden.preprocessing.inputSize)
    #expect(input.count == golden.preprocessing.channels * size.width * size.height)
    #expect(input == (try Goldens.expected(golden.expected, as: Float.self)))
  }

  @Test func theHalvesMakeTheWhole() throws {
    let radiograph = try RadiographReader.read(contentsOf: Goldens.url("gray-q90.jpg"))
    let pipeline = Preprocessing.imageNet224
    let image = try pipeline.prepare(radiograph)
    #expect(image.width == 224 && image.height == 224 && image.channels == 1)
    var buffer = [Float](repeating: .nan, count: 3 * 224 * 224)
    try buffer.withUnsafeMutableBufferPointer { try pipeline.normalize(image, into: $0) }
    #expect(buffer == (try pipeline.input(for: radiograph)))
  }

  @Test func aBufferOfTheWrongSizeIsRefused() throws {
    let image = try PreparedImage(width: 2, height: 2, channels: 1, samples: [0, 1, 2, 3])
    var buffer = [Float](repeating: 0, count: 11)
    #expect(throws: RadiographError.wrongBufferSize(count: 11, expected: 12)) {
      try buffer.withUnsafeMutableBufferPointer { try Preprocessing.imageNet224.normalize(image, into: $0) }
    }
  }

  @Test func colourDoesNotFitAGreyInput() throws {
    let image = try PreparedImage(width: 1, height: 1, channels: 3, samples: [0, 1, 2])
    let pipeline = Preprocessing(color: .grayscale, steps: [], mean: [0.5], std: [0.5])
    var buffer: [Float] = [0]
    #expect(throws: RadiographError.self) {
      try buffer.withUnsafeMutableBufferPointer { try pipeline.normalize(image, into: $0) }
    }
  }

  @Test func samplesThatDoNotFitTheSizeAreRefused() {
    #expect(throws: RadiographError.inconsistentPixels(width: 2, height: 2, samples: 3)) {
      try PreparedImage(width: 2, height: 2, channels: 1, samples: [1, 2, 3])
    }
    #expect(throws: RadiographError.inconsistentPixels(width: .max, height: 2, samples: 0)) {
      try Radiograph(width: .max, height: 2, pixels: .gray8([]))
    }
  }

  @Test func inputSizeFollowsTheLastFixedSize() {
    let size = ImageSize(width: 20, height: 10)
    #expect(Preprocessing.imageNet224.inputSize == ImageSize(width: 224, height: 224))
    #expect(Goldens.pipeline([.resizeShorterSide(256), .centerCrop(size), .minMax]).inputSize == size)
    #expect(Goldens.pipeline([.resize(size), .resizeShorterSide(256)]).inputSize == nil)
    #expect(Goldens.pipeline([.minMax]).inputSize == nil)
  }

  @Test func fastDecodeAimsAtTheFirstSize() {
    var pipeline = Goldens.pipeline([.minMax, .resizeShorterSide(256), .centerCrop(ImageSize(width: 9, height: 9))])
    #expect(pipeline.readingOptions().fastDecodeTarget == nil)
    pipeline.fastDecode = true
    #expect(pipeline.readingOptions().fastDecodeTarget == ImageSize(width: 256, height: 256))
    pipeline.steps.removeFirst(2)
    #expect(pipeline.readingOptions().fastDecodeTarget == nil)
  }
}

@Suite struct PreprocessingCodingTests {
  private static let everyStep: [Preprocessing.Step] = [
    .resize(ImageSize(width: 224, height: 200)), .resizeShorterSide(256),
    .centerCrop(ImageSize(width: 224, height: 223)), .letterbox(ImageSize(width: 300, height: 310), fill: 7), .minMax,
    .equalizeHistogram, .clahe(clipLimit: 2.5, tiles: 4),
  ]

  private func decode(_ json: String) throws -> Preprocessing {
    try JSONDecoder().decode(Preprocessing.self, from: Data(json.utf8))
  }

  @Test func everyStepComesBack() throws {
    var pipeline = Goldens.pipeline(Self.everyStep)
    pipeline.fastDecode = true
    let data = try JSONEncoder().encode(pipeline)
    #expect(try JSONDecoder().decode(Preprocessing.self, from: data) == pipeline)
  }

  @Test func theWrittenFormIsStable() throws {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys]
    let text = String(decoding: try encoder.encode(Self.everyStep), as: UTF8.self)
    #expect(
      text == #"[{"resize":{"height":200,"width":224}},{"resize_shorter_side":256},"#
        + #"{"center_crop":{"height":223,"width":224}},{"letterbox":{"fill":7,"height":310,"width":300}},"#
        + #"{"min_max":{}},{"equalize_histogram":{}},{"clahe":{"clip_limit":2.5,"tiles":4}}]"#)
  }

  @Test func whatMayBeLeftOut() throws {
    let pipeline = try decode(
      #"{"color": "grayscale", "mean": [0.5], "std": [0.5], "#
        + #""steps": [{"letterbox": {"width": 3, "height": 4}}, {"clahe": {"clip_limit": 2}}]}"#)
    #expect(!pipeline.fastDecode)
    #expect(
      pipeline.steps == [.letterbox(ImageSize(width: 3, height: 4), fill: 0), .clahe(clipLimit: 2, tiles: 8)])
  }

  @Test(arguments: [
    #"{"color": "rgb", "steps": [], "mean": [0, 0, 0], "std": [1, 1, 1], "fast_decoding": true}"#,
    #"{"color": "rgb", "steps": [{"resise": {"width": 3, "height": 4}}], "mean": [0, 0, 0], "std": [1, 1, 1]}"#,
    #"{"color": "rgb", "steps": [{"resize": {"width": 3, "heigth": 4}}], "mean": [0, 0, 0], "std": [1, 1, 1]}"#,
    #"{"color": "rgb", "steps": [{"min_max": {"to": 4}}], "mean": [0, 0, 0], "std": [1, 1, 1]}"#,
    #"{"color": "rgb", "steps": [{"min_max": {}, "equalize_histogram": {}}], "mean": [0, 0, 0], "std": [1, 1, 1]}"#,
    #"{"color": "rgb", "steps": [{}], "mean": [0, 0, 0], "std": [1, 1, 1]}"#,
    #"{"color": "rgb", "steps": [{"resize": {"width": 0, "height": 4}}], "mean": [0, 0, 0], "std": [1, 1, 1]}"#,
    #"{"color": "rgb", "steps": [{"resize_shorter_side": 5000}], "mean": [0, 0, 0], "std": [1, 1, 1]}"#,
    #"{"color": "rgb", "steps": [{"clahe": {"clip_limit": -1}}], "mean": [0, 0, 0], "std": [1, 1, 1]}"#,
    #"{"color": "rgb", "steps": [], "mean": [0], "std": [1]}"#,
    #"{"color": "grayscale", "steps": [], "mean": [0, 0], "std": [1, 1]}"#,
    #"{"color": "grayscale", "steps": [], "mean": [0], "std": [0]}"#,
    #"{"color": "sepia", "steps": [], "mean": [0], "std": [1]}"#,
    #"{"steps": [], "mean": [0], "std": [1]}"#,
  ]) func mistakesAreErrors(json: String) {
    #expect(throws: DecodingError.self) { try decode(json) }
  }
}
