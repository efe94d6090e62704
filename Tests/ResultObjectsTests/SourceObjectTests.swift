import DICOMTesting
import Foundation
import Radiograph
import ResultObjects
import Testing

struct SourceObjectTests {
  @Test(arguments: [(true, false), (false, false), (true, true)])
  func readsIdentityInEveryEncoding(explicit: Bool, bigEndian: Bool) throws {
    let source = try SourceObject(
      contentsOf: ReadingFixture.source(explicit: explicit, bigEndian: bigEndian).file())
    #expect(source.sopClass == "1.2.840.10008.5.1.4.1.1.1.1")
    #expect(source.sopInstance == "1.2.826.0.1.3680043.8.498.1")
    #expect(source.study == "1.2.826.0.1.3680043.8.498.2")
    #expect(source.series == "1.2.826.0.1.3680043.8.498.3")
    #expect(source.patientID == "PID-1")
    #expect(source.issuer == "HOSPITAL")
    #expect(source.studyDate == "20261127")
    #expect(source.accessionNumber == "A-4711")
    #expect(source.acquisition.viewPosition == "PA")
    #expect(source.acquisition.pixelSpacing == PixelSpacing(row: 0.15, column: 0.15))
    #expect(source.size == ImageSize(width: 64, height: 48))
    #expect(source.isGrayscale)
  }

  /// Whatever the source is written in, results carry the same over.
  @Test func carriesTheSameFromEveryEncoding() throws {
    let reading = try ReadingFixture.reading()
    let files = try [(true, false), (false, false), (true, true)].map { explicit, bigEndian in
      let source = try SourceObject(
        contentsOf: ReadingFixture.source(explicit: explicit, bigEndian: bigEndian).file())
      return try StructuredReport.file(reading, of: source).bytes
    }
    #expect(files[0] == files[1])
    #expect(files[0] == files[2])
    let elements = try WrittenElement.elements(ofFile: files[0])
    #expect(elements[tag: 0x0010_21C0]?.value == [4, 0])
    #expect(elements[tag: 0x0008_1032]?.items.first?[tag: 0x0008_0100]?.text == "XRCHEST")
    #expect(elements[tag: 0x0008_1030]?.text == "Chest PA")
  }

  /// Names in one byte a character, in UTF-8, and in Japanese with escape sequences: the bytes, and what they mean.
  @Test(
    arguments: [
      ("ISO_IR 100", [0x4D, 0xFC, 0x6C, 0x6C, 0x65, 0x72], "Müller"),
      ("ISO_IR 144", [0xB8, 0xD2, 0xD0, 0xDD, 0xDE, 0xD2], "Иванов"),
      ("ISO_IR 192", Array("Wang^XiaoDong=王^小东".utf8), "Wang^XiaoDong=王^小东"),
      (
        "\\ISO 2022 IR 87",
        Array("Yamada^Tarou=".utf8) + [0x1B, 0x24, 0x42, 0x3B, 0x33, 0x45, 0x44, 0x1B, 0x28, 0x42], "Yamada^Tarou=山田"
      ),
      ("\\ISO 2022 IR 149", Array("Hong=".utf8) + [0x1B, 0x24, 0x29, 0x43, 0xFB, 0xF3], "Hong=洪"),
    ] as [(String, [UInt8], String)])
  func carriesCharactersAsBytes(characterSet: String, bytes: [UInt8], text: String) throws {
    let builder = ReadingFixture.source(characterSet: characterSet, name: bytes) { builder in
      // Read as text: an identifier in the same characters.
      builder.add(0x0038, 0x0010, "LO", bytes)
    }
    let source = try SourceObject(contentsOf: builder.file())
    #expect(source.patientName == text)
    let elements = try WrittenElement.elements(
      ofFile: StructuredReport.file(try ReadingFixture.reading(), of: source).bytes)
    #expect(elements[tag: 0x0008_0005]?.text == characterSet)
    let padded = bytes + (bytes.count % 2 == 0 ? [] : [0x20])
    #expect(elements[tag: 0x0010_0010]?.value == padded)
    #expect(elements[tag: 0x0038_0010]?.value == padded)
  }

  // MARK: - Bad input

  @Test func namesWhatIsMissing() {
    #expect(throws: ResultError.missingUID(.sopClass)) {
      try SourceObject(contentsOf: ReadingFixture.source(uids: false).file())
    }
  }

  @Test(arguments: [
    ("", ResultError.missingUID(.study)), ("1.2.x", .malformedUID(.study)), ("1..2", .malformedUID(.study)),
    (".1.2", .malformedUID(.study)), ("../../etc/passwd", .malformedUID(.study)),
    ("1.2\\1.3", .malformedUID(.study)), (String(repeating: "1.", count: 32) + "1", .overlongUID(.study, count: 65)),
  ])
  func refusesWhatIsNoUID(uid: String, error: ResultError) {
    let builder = ReadingFixture.source(uids: false) { builder in
      builder.bytes = []
      builder.add(0x0008, 0x0016, "UI", "1.2.840.10008.5.1.4.1.1.1.1")
      builder.add(0x0008, 0x0018, "UI", "1.2.3")
      builder.add(0x0020, 0x000D, "UI", uid)
      builder.add(0x0020, 0x000E, "UI", "1.2.4")
      builder.addImagePixel()
    }
    #expect(throws: error) { try SourceObject(contentsOf: builder.file()) }
    #expect(!"\(error)".contains("passwd"))
  }

  @Test func refusesAPictureWithoutSize() {
    let builder = ReadingFixture.source { builder in
      builder.bytes = []
      for (element, uid) in [(0x0016, "1.2.840.10008.5.1.4.1.1.1.1"), (0x0018, "1.2.3")] {
        builder.add(0x0008, UInt16(element), "UI", uid)
      }
      builder.add(0x0020, 0x000D, "UI", "1.2.5")
      builder.add(0x0020, 0x000E, "UI", "1.2.4")
    }
    #expect(throws: ResultError.noSize) { try SourceObject(contentsOf: builder.file()) }
  }

  /// An implicit file can hold values that no explicit one can.
  @Test func refusesWhatCannotBeWrittenAgain() {
    let name = [UInt8](repeating: 0x41, count: 70_000)
    #expect(throws: ResultError.overlongValue(group: 0x0010, element: 0x0010, count: 70_000)) {
      try SourceObject(contentsOf: ReadingFixture.source(explicit: false, name: name).file())
    }
  }

  @Test func refusesMoreThanItCarries() {
    let builder = ReadingFixture.source(explicit: false) { builder in
      for element in [0x0010, 0x0060, 0x0062] {
        builder.add(0x0038, UInt16(element), "LO", [UInt8](repeating: 0x41, count: 65_000))
      }
      let item = DICOMBuilder(isExplicit: false)
      builder.addSequence(0x0040, 0x1012, [DICOMBuilder](repeating: item, count: 150_000))
    }
    #expect { try SourceObject(contentsOf: builder.file()) } throws: { error in
      if case ResultError.tooMuchToCarry = error { true } else { false }
    }
  }

  /// A report, for example.
  @Test func refusesWhatHasNoPixels() {
    var builder = ReadingFixture.source()
    builder.bytes.removeLast(12 + 48 * 64 * 2)
    #expect(throws: RadiographError.unsupportedVariety(.dicom, "no pixel data")) {
      try SourceObject(contentsOf: builder.file())
    }
  }

  @Test func refusesAFileThatEndsBeforeItsPixels() throws {
    let bytes = ReadingFixture.source().file()
    for count in stride(from: 140, to: bytes.count - 48 * 64 * 2 - 12, by: 17) {
      #expect(throws: (any Error).self) { try SourceObject(contentsOf: Array(bytes.prefix(count))) }
    }
  }

  /// Text that would be an attack elsewhere is carried as it came, and stands in nothing else.
  @Test(arguments: [
    "<script>alert(1)</script>", "'; DROP TABLE objects; --", "$(reboot)", "../../../../etc/passwd", "%n%n%n%s",
    "A\u{1B}[2J\r\nMSH|^~\\&|", "{{7*7}}",
  ])
  func carriesAnAttackUnchanged(text: String) throws {
    let source = try SourceObject(contentsOf: ReadingFixture.source(name: Array(text.utf8)).file())
    let reading = try ReadingFixture.reading()
    let file = try StructuredReport.file(reading, of: source)
    let elements = try WrittenElement.elements(ofFile: file.bytes)
    let name = try #require(elements[tag: 0x0010_0010]?.value)
    #expect(name.starts(with: Array(text.utf8)) && name.count - text.utf8.count <= 1)
    let plain = try StructuredReport.file(reading, of: SourceObject(contentsOf: ReadingFixture.source().file()))
    let others = try WrittenElement.elements(ofFile: plain.bytes)
    #expect(elements.last?.value == others.last?.value)
  }

  /// Bytes that were changed at random give an object or an error, never a trap, and what is written of them is sound.
  @Test func survivesDamage() throws {
    let reading = try ReadingFixture.reading()
    var random = SeededGenerator(seed: 16)
    var read = 0
    for (explicit, bigEndian) in [(true, false), (false, false), (true, true)] {
      let whole = ReadingFixture.source(explicit: explicit, bigEndian: bigEndian, characterSet: "ISO_IR 100").file()
      let head = whole.count - 48 * 64 * 2
      for _ in 0..<250 {
        var bytes = whole
        for _ in 0..<Int.random(in: 1...6, using: &random) {
          bytes[Int.random(in: 128..<head, using: &random)] = UInt8.random(in: 0...255, using: &random)
        }
        if Bool.random(using: &random) { bytes.removeLast(Int.random(in: 0..<bytes.count - 132, using: &random)) }
        guard let source = try? SourceObject(contentsOf: bytes) else { continue }
        read += 1
        _ = try WrittenElement.elements(ofFile: StructuredReport.file(reading, of: source).bytes)
        if source.isGrayscale {
          _ = try WrittenElement.elements(ofFile: PresentationState.file(reading, of: source).bytes)
        }
      }
    }
    #expect(read > 40)
  }
}

/// Numbers that are the same in every run (Steele et al., SplitMix64).
private struct SeededGenerator: RandomNumberGenerator {
  private var state: UInt64

  init(seed: UInt64) {
    state = seed
  }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }
}
