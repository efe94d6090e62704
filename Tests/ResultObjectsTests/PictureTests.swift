import DICOMTesting
import Foundation
import Inference
import Radiograph
import ResultObjects
import Testing

/// Whether text can be drawn here.
private let isDrawing = (try? ResultPicture.picture(of: ReadingFixture.reading())) != nil

@Suite(.enabled(if: isDrawing, "librsvg is not installed"))
struct PictureTests {
  private func samples(_ picture: Radiograph) -> [UInt8] {
    if case .rgb8(let samples) = picture.pixels { samples } else { [] }
  }

  /// The overlay stands above the text, pixel by pixel.
  @Test func keepsTheOverlayAsItIs() throws {
    let reading = try ReadingFixture.reading(side: 600)
    let picture = try ResultPicture.picture(of: reading)
    #expect(picture.width == 600 && picture.height > 630)
    let count = 600 * 600 * 3
    #expect(samples(picture).prefix(count) == samples(reading.overlay)[...])
    let text = samples(picture).dropFirst(count)
    #expect(text.contains(255) && text.filter { $0 > 128 }.count < text.count / 3)
  }

  /// Colours over a picture that was refused would say that there is something to see.
  @Test func showsARefusedPictureBare() throws {
    let refused = try ReadingFixture.reading(findings: [QualityFinding(.blankPicture, "One tone all over.")], side: 600)
    guard case .gray8(let gray) = refused.picture.pixels else { throw ResultError.notGrayscale }
    let shown = samples(try ResultPicture.picture(of: refused)).prefix(600 * 600 * 3)
    #expect(shown == gray.flatMap { [$0, $0, $0] }[...])
    let source = try SourceObject(contentsOf: ReadingFixture.source().file())
    let written = try WrittenElement.elements(ofFile: SecondaryCapture.file(refused, of: source).bytes)
    #expect(written[tag: 0x0008_2111]?.text.hasPrefix("The reading burnt in.") == true)
  }

  /// Whose heat-map it is stands beneath it, whatever was decided.
  @Test func namesTheClassOfTheColours() throws {
    let source = try SourceObject(contentsOf: ReadingFixture.source().file())
    let negative = try ReadingFixture.reading(probability: 0.02, positive: false)
    let written = try WrittenElement.elements(ofFile: SecondaryCapture.file(negative, of: source).bytes)
    #expect(
      written[tag: 0x0008_2111]?.text.hasPrefix("What speaks for PNEUMONIA (Grad-CAM) and the reading burnt in.")
        == true)
  }

  @Test func saysThatColoursAreAttention() throws {
    let source = try SourceObject(contentsOf: ReadingFixture.source().file())
    var reading = try ReadingFixture.reading()
    reading.heatMap = .attention
    let written = try WrittenElement.elements(ofFile: SecondaryCapture.file(reading, of: source).bytes)
    let text = try #require(written[tag: 0x0008_2111]?.text)
    #expect(text.hasPrefix("Where the network looked (its attention) and the reading burnt in."))
    #expect(HeatMapContent.evidence(.gradCAMPlusPlus).words(for: "A") == "what speaks for A (Grad-CAM++)")
  }

  @Test func scalesLargePicturesDown() throws {
    let picture = try ResultPicture.picture(of: ReadingFixture.reading(side: 1500))
    #expect(picture.width == 1024)
  }

  @Test func setsTwoPicturesSideBySide() throws {
    let reading = try ReadingFixture.reading(side: 600)
    let earlier = CaptionedPicture(reading.picture, caption: String(repeating: "An earlier picture. ", count: 20))
    let picture = try ResultPicture.picture(of: reading, beside: earlier)
    #expect(picture.width == 1208)
    // Grey on the left, colours on the right.
    let row = 300 * 1208 * 3
    let left = samples(picture)[(row + 3 * 100)..<(row + 3 * 200)]
    #expect(stride(from: left.startIndex, to: left.endIndex, by: 3).allSatisfy { left[$0] == left[$0 + 2] })
  }

  /// Markup in what models and checks are called is text like any other, and long words are broken.
  @Test func drawsHostileTextAsText() throws {
    let hostile =
      "</text><image href=\"file:///etc/passwd\"/><script>&amp;\u{0}\u{202E}" + String(repeating: "W", count: 400)
    let reading = try ReadingFixture.reading(
      classes: ["NORMAL", hostile], findings: (0..<9).map { QualityFinding(.lowContrast, "\($0) \(hostile)") })
    let picture = try ResultPicture.picture(of: reading)
    #expect(picture.width == 512 && picture.height < 4000)
  }

  @Test func writesASecondaryCapture() throws {
    let source = try SourceObject(contentsOf: ReadingFixture.source().file())
    let reading = try ReadingFixture.reading(side: 600)
    let file = try SecondaryCapture.file(reading, of: source)
    #expect(try SecondaryCapture.file(reading, of: source) == file)
    let elements = try WrittenElement.elements(ofFile: file.bytes)
    #expect(elements[tag: 0x0008_0064]?.text == "WSD")
    #expect(elements[tag: 0x0008_0008]?.text == "DERIVED\\SECONDARY")
    #expect(elements[tag: 0x0028_0301] == nil)
    let read = try RadiographReader.read(Data(file.bytes))
    #expect(read.pixels == (try ResultPicture.picture(of: reading).pixels))
  }

  /// What was compressed with loss once is known to have been.
  @Test func keepsThatTheSourceWasLossy() throws {
    let source = try SourceObject(
      contentsOf: ReadingFixture.source { builder in
        builder.add(0x0028, 0x0301, "CS", "YES")
        builder.add(0x0028, 0x2110, "CS", "01")
        builder.add(0x0028, 0x2112, "DS", "12.5")
        builder.add(0x0028, 0x2114, "CS", "ISO_10918_1")
      }.file())
    let elements = try WrittenElement.elements(
      ofFile: SecondaryCapture.file(ReadingFixture.reading(), of: source).bytes)
    #expect(elements[tag: 0x0028_2110]?.text == "01" && elements[tag: 0x0028_2112]?.text == "12.5")
    #expect(elements[tag: 0x0028_0301]?.text == "YES")
  }
}
