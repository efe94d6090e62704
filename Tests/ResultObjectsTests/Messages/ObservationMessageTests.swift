import DICOMTesting
import Foundation
import Inference
import ResultObjects
import Testing

@Suite struct ObservationMessageTests {
  private func segments(_ text: String) -> [[Substring]] {
    text.split(separator: "\r").map { $0.split(separator: "|", omittingEmptySubsequences: false) }
  }

  @Test func bytesAreTheGoldens() throws {
    let (reading, source) = try MessageFixture.positive()
    let text = ObservationMessage.text(reading, of: source)
    #expect(Data(text.utf8) == (try MessageFixture.golden("positive.hl7")))
    #expect(text == ObservationMessage.text(reading, of: source))
    let (refused, other) = try MessageFixture.refused()
    #expect(try Data(ObservationMessage.text(refused, of: other).utf8) == MessageFixture.golden("refused.hl7"))
  }

  @Test func segmentsHaveTheirFields() throws {
    let (reading, source) = try MessageFixture.positive()
    let text = ObservationMessage.text(reading, of: source)
    #expect(text.hasSuffix("\r") && !text.contains("\n"))
    let segments = segments(text)
    #expect(segments.map { $0[0] }.prefix(3) == ["MSH", "PID", "OBR"])
    #expect(text.hasPrefix("MSH|^~\\&|Hilum||||20261128000203+0000||ORU^R01^ORU_R01|"))
    #expect(segments[0][9].count == 20)
    #expect(segments[0][17] == "UNICODE UTF-8")
    #expect(segments[1][3] == "PID-1^^^HOSPITAL")
    #expect(segments[1][5] == "Müller\\F\\Doe^Jane\\R\\A\\E\\B\\T\\C^^III^Dr.")
    #expect(segments[1][7] == "19610203" && segments[1][8] == "F")
    #expect(segments[2][3] == "A-4711" && segments[2][7] == "20261127101530" && segments[2][25] == "P")
    #expect(segments[3][3] == "233604007^Pneumonia^SCT" && segments[3][5] == "52101004^Present^SCT")
    #expect(segments[3][8] == "A" && segments[3][11] == "P")
    #expect(segments[4][5] == "0.931" && segments[4][7] == "<0.61" && segments[4][8] == "H")
    #expect(segments[5][5] == "0.61")
    #expect(segments[6][5] == "1.2.826.0.1.3680043.8.498.2")
    #expect(segments.last?[5] == Substring(ReportText.disclaimer))
  }

  @Test func refusalHasNoResult() throws {
    let (reading, source) = try MessageFixture.refused()
    let segments = segments(ObservationMessage.text(reading, of: source))
    // No result of the finding is given, but the order is not cancelled.
    #expect(segments[2][25] == "P")
    #expect(segments[3][5] == "" && segments[3][11] == "X")
    #expect(!segments.contains { $0.count > 3 && $0[3].hasPrefix("122157") })
  }

  /// A note stands behind the figure that it is about.
  @Test func saysThatTheProbabilityIsHeldBack() throws {
    let source = try SourceObject(contentsOf: ReadingFixture.source().file())
    let reading = try ReadingFixture.reading(probability: 0.62, positive: false)
    let segments = segments(ObservationMessage.text(reading, of: source))
    #expect(segments[4][5] == "0.62" && segments[5][0] == "NTE" && segments[5][3].contains("below the threshold"))
    #expect(segments[6][1] == "3")
  }

  /// A line end, or a control character that frames messages, in what came must not end ours.
  @Test func controlCharactersAreEscaped() throws {
    let name = Array("Doe\r\nOBX|1\u{0B}\u{1C}\u{7F}".utf8)
    let source = try SourceObject(contentsOf: ReadingFixture.source(characterSet: "ISO_IR 192", name: name).file())
    let text = ObservationMessage.text(try ReadingFixture.reading(), of: source)
    #expect(text.contains("Doe\\X0D\\\\X0A\\OBX\\F\\1\\X0B\\\\X1C\\\\X7F\\"))
    #expect(!text.unicodeScalars.contains { ($0.value < 0x20 && $0 != "\r") || $0.value == 0x7F })
  }

  @Test func controlIDIsOfTheSourceAndTheModel() throws {
    let (reading, source) = try MessageFixture.positive()
    let other = try SourceObject(
      contentsOf: ReadingFixture.source(uids: false) { builder in
        builder.add(0x0008, 0x0016, "UI", "1.2.840.10008.5.1.4.1.1.1.1")
        builder.add(0x0008, 0x0018, "UI", "1.2.826.0.1.3680043.8.498.9")
        builder.add(0x0020, 0x000D, "UI", "1.2.826.0.1.3680043.8.498.2")
        builder.add(0x0020, 0x000E, "UI", "1.2.826.0.1.3680043.8.498.3")
      }.file())
    func id(_ source: SourceObject) -> Substring { segments(ObservationMessage.text(reading, of: source))[0][9] }
    #expect(id(source) == id(source))
    #expect(id(source) != id(other))
  }
}
