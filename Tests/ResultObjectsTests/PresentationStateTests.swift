import DICOMTesting
import Inference
import Radiograph
import ResultObjects
import Testing

struct PresentationStateTests {
  private func elements(
    photometric: String = "MONOCHROME2", reading: ObjectReading? = nil,
    configure: (inout DICOMBuilder) -> Void = { _ in }
  ) throws -> [WrittenElement] {
    let source = try SourceObject(
      contentsOf: ReadingFixture.source(photometric: photometric, configure: configure).file())
    return try WrittenElement.elements(
      ofFile: PresentationState.file(reading ?? ReadingFixture.reading(), of: source).bytes)
  }

  private func floats(_ element: WrittenElement?) -> [Float] {
    let bytes = element?.value ?? []
    return stride(from: 0, to: bytes.count, by: 4).map { start in
      Float(bitPattern: (0..<4).reduce(0) { $0 | UInt32(bytes[start + $1]) << (8 * UInt32($1)) })
    }
  }

  @Test func boxesTheHottestRegion() throws {
    let annotation = try #require(try elements()[tag: 0x0070_0001]?.items.first)
    let graphic = annotation[tag: 0x0070_0009]?.items.first
    // A picture of 64 × 48; the box reaches from a quarter to half of its width, from half to three quarters of its height.
    #expect(floats(graphic?[tag: 0x0070_0022]) == [16, 24, 32, 24, 32, 36, 16, 36, 16, 24])
    #expect(graphic?[tag: 0x0070_0005]?.text == "PIXEL")
    let text = annotation[tag: 0x0070_0008]?.items.first?[tag: 0x0070_0006]?.text
    #expect(
      text == "PNEUMONIA: probability 0.93, at or above the threshold of 0.61.\r\n"
        + "Model chest-densenet, version 3. \(ReportText.disclaimer)")
  }

  @Test(arguments: [("MONOCHROME1", "INVERSE"), ("MONOCHROME2", "IDENTITY")])
  func keepsThePolarity(photometric: String, shape: String) throws {
    #expect(try elements(photometric: photometric)[tag: 0x2050_0020]?.text == shape)
  }

  /// Without the source's own window a viewer would show the whole range.
  @Test func keepsTheSourcesWindow() throws {
    let window = try #require(try elements()[tag: 0x0028_3110]?.items.first)
    #expect(window[tag: 0x0028_1050]?.text == "2048" && window[tag: 0x0028_1051]?.text == "4096")
  }

  @Test func showsTheWholePicture() throws {
    let area = try #require(try elements()[tag: 0x0070_005A]?.items.first)
    #expect(area[tag: 0x0070_0052]?.value == [1, 0, 0, 0, 1, 0, 0, 0])
    #expect(area[tag: 0x0070_0053]?.value == [64, 0, 0, 0, 48, 0, 0, 0])
    #expect(area[tag: 0x0070_0101]?.text == "0.15\\0.15")
  }

  @Test func keepsTables() throws {
    let written = try elements { builder in
      var item = DICOMBuilder()
      item.add(0x0028, 0x3002, "US", 2, 0, 8)
      item.add(0x0028, 0x3006, "US", 0, 255)
      builder.addSequence(0x0028, 0x3010, [item])
    }
    let table = written[tag: 0x0028_3110]?.items.first?[tag: 0x0028_3010]?.items.first
    #expect(table?[tag: 0x0028_3002]?.value == [2, 0, 0, 0, 8, 0])
    #expect(table?[tag: 0x0028_3006]?.value == [0, 0, 255, 0])
  }

  @Test func refusesColors() throws {
    let source = try SourceObject(contentsOf: ReadingFixture.source(photometric: "RGB").file())
    #expect(!source.isGrayscale)
    #expect(throws: ResultError.notGrayscale) {
      try PresentationState.file(ReadingFixture.reading(), of: source)
    }
  }

  @Test func boxesNothingInARefusedPicture() throws {
    let refused = try ReadingFixture.reading(findings: [QualityFinding(.blankPicture, "One tone all over.")])
    let annotation = try elements(reading: refused)[tag: 0x0070_0001]?.items.first
    #expect(annotation?[tag: 0x0070_0009] == nil)
    #expect(annotation?[tag: 0x0070_0008] != nil)
  }

  /// A box beside "No PNEUMONIA" would mark what is not there.
  @Test func boxesNothingInANegativePicture() throws {
    let negative = try ReadingFixture.reading(probability: 0.02, positive: false)
    let annotation = try elements(reading: negative)[tag: 0x0070_0001]?.items.first
    #expect(annotation?[tag: 0x0070_0009] == nil && annotation?[tag: 0x0070_0008] != nil)
  }

  /// Two decimals would make 0.6099 and 0.61 look alike; a probability that is held back may lie on the other side.
  @Test(arguments: [
    (0.6099, false, "No PNEUMONIA: probability 0.6099, below the threshold of 0.6100."),
    (0.60999, false, "No PNEUMONIA: probability 0.6100, just below the threshold of 0.6100."),
    (
      0.62, false,
      "No PNEUMONIA: probability below the threshold of 0.61, shown as 0.62 because the model's calibration supports no "
        + "surer figure."
    ),
    (
      0.6, true,
      "PNEUMONIA: probability at or above the threshold of 0.61, shown as 0.60 because the model's calibration supports "
        + "no surer figure."
    ),
  ])
  func saysNothingThatContradictsItself(probability: Double, positive: Bool, sentence: String) throws {
    let reading = try ReadingFixture.reading(probability: probability, positive: positive)
    let text = try elements(reading: reading)[tag: 0x0070_0001]?.items.first?[tag: 0x0070_0008]?.items.first
    #expect(text?[tag: 0x0070_0006]?.text.hasPrefix(sentence + "\r\n") == true)
  }
}
