import DICOMTesting
import Foundation
import Inference
import Radiograph
import ResultObjects
import Testing

struct ReportTests {
  private func elements(
    _ reading: ObjectReading, characterSet: String? = nil
  ) throws -> [WrittenElement] {
    let source = try SourceObject(contentsOf: ReadingFixture.source(characterSet: characterSet).file())
    return try WrittenElement.elements(ofFile: StructuredReport.file(reading, of: source).bytes)
  }

  /// Every item of a content tree: its relationship, value type, concept and what it says.
  private func lines(_ elements: [WrittenElement], depth: Int = 0) -> [String] {
    func code(_ tag: UInt32, in elements: [WrittenElement]) -> String {
      let item = elements[tag: tag]?.items.first ?? []
      return item[tag: 0x0008_0100]?.text ?? item[tag: 0x0008_0119]?.text ?? "-"
    }
    let measured = elements[tag: 0x0040_A300]?.items.first ?? []
    let said =
      elements[tag: 0x0040_A160]?.text ?? measured[tag: 0x0040_A30A]?.text
      ?? (elements[tag: 0x0040_A168] == nil ? "" : code(0x0040_A168, in: elements))
    let line = [
      String(repeating: " ", count: depth) + (elements[tag: 0x0040_A010]?.text ?? "ROOT"),
      elements[tag: 0x0040_A040]?.text ?? "-", code(0x0040_A043, in: elements), said,
    ].joined(separator: "|")
    let children = elements[tag: 0x0040_A730]?.items ?? []
    return [line] + children.flatMap { lines($0, depth: depth + 1) }
  }

  @Test func followsItsTemplates() throws {
    let tree = lines(try elements(ReadingFixture.reading(findings: [QualityFinding(.lowContrast, "Little contrast.")])))
    #expect(
      tree == [
        "ROOT|CONTAINER|126000|",
        " HAS CONCEPT MOD|CODE|121049|en",
        " HAS OBS CONTEXT|CODE|121005|121007",
        " HAS OBS CONTEXT|UIDREF|121012|",
        " HAS OBS CONTEXT|TEXT|121013|Hilum",
        " HAS OBS CONTEXT|TEXT|121014|Hilum",
        " HAS OBS CONTEXT|TEXT|121015|Hilum 0.1.0",
        " HAS CONCEPT MOD|CODE|121058|399208008",
        " CONTAINS|CONTAINER|111028|",
        "  CONTAINS|CONTAINER|126200|",
        "   CONTAINS|IMAGE|260753009|",
        "    HAS ACQ CONTEXT|CODE|121139|DX",
        "    HAS ACQ CONTEXT|NUM|110910|48",
        "    HAS ACQ CONTEXT|NUM|110911|64",
        " CONTAINS|CONTAINER|126010|",
        "  CONTAINS|CONTAINER|125007|",
        "   HAS OBS CONTEXT|TEXT|112039|PNEUMONIA",
        "   HAS OBS CONTEXT|UIDREF|112040|",
        "   CONTAINS|CODE|121071|233604007",
        "   HAS CONCEPT MOD|TEXT|111001|chest-densenet",
        "   HAS CONCEPT MOD|TEXT|111003|3",
        "   HAS CONCEPT MOD|TEXT|111002|threshold=0.61",
        "   HAS CONCEPT MOD|TEXT|111002|precision=f32",
        "   CONTAINS|NUM|122157|0.931",
        "   CONTAINS|NUM|122411|0.61",
        "   CONTAINS|NUM|THRESHOLD-LOWER|0.52",
        "   CONTAINS|NUM|THRESHOLD-UPPER|0.68",
        "   CONTAINS|CODE|121052|52101004",
        "   CONTAINS|IMAGE|121112|",
        " CONTAINS|CONTAINER|C0034375|",
        "  CONTAINS|TEXT|QUALITY-NOTE|Little contrast.",
        "  CONTAINS|TEXT|121071|Opacity in the lower zone of the right lung.",
        "  CONTAINS|TEXT|121073|Pneumonia is likely (0.93).",
        "  CONTAINS|TEXT|121106|\(ReportText.disclaimer)",
      ])
  }

  @Test func isAbsentBelowTheThreshold() throws {
    let tree = lines(try elements(ReadingFixture.reading(probability: 0.2, positive: false)))
    #expect(tree.contains("   CONTAINS|CODE|121052|272519000"))
  }

  /// A picture that was refused has no finding: the reasons stand in its place.
  @Test func saysWhyAPictureWasRefused() throws {
    let reading = try ReadingFixture.reading(
      findings: [QualityFinding(.pageLike, "It looks like a page of text.")],
      text: ReportText(findings: [], impression: ["The picture was not read."]))
    let written = try elements(reading)
    let tree = lines(written)
    #expect(!tree.contains { $0.contains("126010") || $0.contains("122157") || $0.contains("121052") })
    #expect(tree.contains("  CONTAINS|TEXT|REFUSAL|It looks like a page of text."))
    #expect(tree.contains("  HAS CONCEPT MOD|TEXT|111001|chest-densenet"))
    #expect(written[tag: 0x0040_A491]?.text == "PARTIAL")
    #expect(written[tag: 0x0040_A492]?.text == "The picture was refused")
  }

  @Test func isUnverifiedAndReferencesItsSource() throws {
    let written = try elements(ReadingFixture.reading())
    #expect(written[tag: 0x0040_A493]?.text == "UNVERIFIED")
    #expect(written[tag: 0x0040_A491]?.text == "COMPLETE")
    #expect(written[tag: 0x0008_0016]?.text == "1.2.840.10008.5.1.4.1.1.88.34")
    #expect(written[tag: 0x0020_000D]?.text == "1.2.826.0.1.3680043.8.498.2")
    #expect(written[tag: 0x0020_000E]?.text.hasPrefix("2.25.") == true)
    let evidence = written[tag: 0x0040_A375]?.items.first?[tag: 0x0008_1115]?.items.first
    #expect(evidence?[tag: 0x0020_000E]?.text == "1.2.826.0.1.3680043.8.498.3")
    #expect(
      evidence?[tag: 0x0008_1199]?.items.first?[tag: 0x0008_1155]?.text == "1.2.826.0.1.3680043.8.498.1")
    #expect(written[tag: 0x0008_0023]?.text == "20261128")
    #expect(written[tag: 0x0008_0033]?.text == "000203")
  }

  /// The figure beside the decision would be taken for an error.
  @Test func saysThatTheProbabilityIsHeldBack() throws {
    let tree = lines(try elements(ReadingFixture.reading(probability: 0.62, positive: false)))
    #expect(
      tree.suffix(2) == [
        "  CONTAINS|TEXT|121106|The probability lies below the threshold; another is shown because the model's "
          + "calibration supports no surer figure.",
        "  CONTAINS|TEXT|121106|\(ReportText.disclaimer)",
      ])
  }

  /// More than two classes: what was decided comes first, then the others by their probabilities, each with its threshold.
  @Test func tellsOfEveryClass() throws {
    let reading = try ReadingFixture.reading(classes: ["NORMAL", "a class \\ of our own", "PNEUMONIA"])
    let tree = lines(try elements(reading))
    let findings = tree.filter { $0.hasPrefix("   CONTAINS|CODE|121071") }
    #expect(findings.map { $0.split(separator: "|").last } == ["233604007", "17621005", "a class / of our own"])
    #expect(tree.filter { $0.contains("|121052|") }.count == 3)
    #expect(tree.filter { $0.contains("|122411|") }.count == 3)
  }

  /// The frame that was read is named, but not where the source's class has one frame only.
  @Test(arguments: [("1.2.840.10008.5.1.4.1.1.7.2", "1"), ("1.2.840.10008.5.1.4.1.1.1.1", nil)])
  func namesTheFrame(sopClass: String, frame: String?) throws {
    let builder = ReadingFixture.source(uids: false) { builder in
      builder.bytes = []
      builder.add(0x0008, 0x0016, "UI", sopClass)
      builder.add(0x0008, 0x0018, "UI", "1.2.3")
      builder.add(0x0020, 0x000D, "UI", "1.2.4")
      builder.add(0x0020, 0x000E, "UI", "1.2.5")
      builder.add(0x0020, 0x0013, "IS", "")
      builder.addImagePixel(frames: "2")
    }
    let source = try SourceObject(contentsOf: builder.file())
    let written = try WrittenElement.elements(
      ofFile: PresentationState.file(ReadingFixture.reading(), of: source).bytes)
    let image = written[tag: 0x0008_1115]?.items.first?[tag: 0x0008_1140]?.items.first
    #expect(image?[tag: 0x0008_1160]?.text == frame)
    #expect(written[tag: 0x0020_0013]?.text == "1")
    // What the standard wants to be there is there, and empty.
    #expect(written[tag: 0x0010_0010]?.value == [] && written[tag: 0x0008_0090]?.value == [])
  }

  @Test func isTheSameWhenWrittenAgain() throws {
    let source = try SourceObject(contentsOf: ReadingFixture.source().file())
    let first = try StructuredReport.file(ReadingFixture.reading(), of: source)
    #expect(try StructuredReport.file(ReadingFixture.reading(), of: source) == first)
    #expect(try PresentationState.file(ReadingFixture.reading(), of: source).sopInstance != first.sopInstance)
  }

  /// Characters of ours that the source's character set may not have become ASCII; in UTF-8 they stay.
  @Test func writesItsTextInTheSourcesCharacters() throws {
    let text = ReportText(findings: ["Opacité ≥ 5 mm — à gauche, 0.12 → 0.34, −0.05\u{7}"], impression: [])
    let reading = try ReadingFixture.reading(text: text)
    #expect(
      lines(try elements(reading, characterSet: "ISO_IR 100")).contains(
        "  CONTAINS|TEXT|121071|Opacite >= 5 mm - a gauche, 0.12 -> 0.34, -0.05"))
    #expect(
      lines(try elements(reading, characterSet: "ISO_IR 192")).contains(
        "  CONTAINS|TEXT|121071|Opacité ≥ 5 mm — à gauche, 0.12 → 0.34, −0.05"))
  }

  @Test func knowsClassesByAnySpelling() {
    #expect(ClassCode.code(of: "Pneumonia").value == "233604007")
    #expect(ClassCode.code(of: "No Finding") == ClassCode.code(of: "NORMAL"))
    #expect(ClassCode.code(of: "pleural_effusion").value == "60046008")
    #expect(ClassCode.code(of: "Hernia").scheme == "99HILUM")
  }

  /// The derived form of PS3.5 annex B.2: a UUID as one decimal number, without a leading zero.
  @Test func derivesUIDs() throws {
    let uid = DerivedUID.uid(of: "instance", "1.2.3")
    #expect(uid == DerivedUID.uid(of: "instance", "1.2.3"))
    #expect(uid != DerivedUID.uid(of: "instance1", ".2.3"))
    #expect(uid.hasPrefix("2.25.") && uid.utf8.count <= 64)
    let number = try #require(UInt128(uid.dropFirst(5)))
    #expect(number >> 76 & 0xF == 8 && number >> 62 & 0b11 == 0b10)
    #expect(String(number) == uid.dropFirst(5))
  }
}
