import DICOMTesting
import Radiograph
import Testing

@Suite("DICOM: structure, well-formed and not")
struct DICOMParsingTests {
  private let ramp = Array(0..<256)

  private func values(_ bytes: [UInt8]) throws -> [Int] {
    let stored = try DICOMFile(bytes: bytes).storedPixels()
    return (0..<stored.count).map { stored[$0] }
  }

  private func builder(explicit: Bool = true, bigEndian: Bool = false, _ extra: (inout DICOMBuilder) -> Void = { _ in })
    -> DICOMBuilder
  {
    var builder = DICOMBuilder(isExplicit: explicit, isBigEndian: bigEndian)
    builder.add(0x0008, 0x0060, "CS", "DX")
    extra(&builder)
    builder.addImagePixel()
    builder.addPixels(ramp)
    return builder
  }

  @Test("without preamble, without meta information, with DICM alone", arguments: [true, false], [true, false])
  func noPreamble(explicit: Bool, bigEndian: Bool) throws {
    guard explicit || !bigEndian else { return }
    let builder = builder(explicit: explicit, bigEndian: bigEndian)
    #expect(DICOMFile.isDICOM(builder.bytes))
    #expect(try values(builder.bytes) == ramp)
    #expect(try values(builder.file()) == ramp)
    #expect(try values(Array(builder.file().dropFirst(128))) == ramp)
    #expect(try values(Array(builder.file().dropFirst(132))) == ramp)
    #expect(try values([UInt8](repeating: 0, count: 128) + Array("DICM".utf8) + builder.bytes) == ramp)
  }

  @Test("VRs that are declared and not there, and the other way round")
  func wrongSyntax() throws {
    #expect(try values(builder(explicit: false).file(DICOMBuilder.explicitLittle)) == ramp)
    #expect(try values(builder(explicit: true).file(DICOMBuilder.implicitLittle)) == ramp)
  }

  @Test("sequences of undefined length, private ones, and unknown ones that are implicit")
  func sequences() throws {
    let bytes = builder { builder in
      let item = builder.word(0xFFFE) + builder.word(0xE000)
      let itemEnd = builder.word(0xFFFE) + builder.word(0xE00D) + builder.long(0)
      let sequenceEnd = builder.word(0xFFFE) + builder.word(0xE0DD) + builder.long(0)
      var inner = DICOMBuilder()
      inner.add(0x0008, 0x0104, "LO", "meaning")
      inner.add(0x0028, 0x0010, "US", 9999)
      builder.add(0x0008, 0x1032, "SQ", [], length: 0xFFFF_FFFF)
      builder.bytes += item + builder.long(0xFFFF_FFFF) + inner.bytes + itemEnd
      builder.bytes += item + builder.long(UInt32(inner.bytes.count)) + inner.bytes + sequenceEnd
      // The delimitation of an item is missing.
      builder.add(0x0009, 0x1010, "SQ", [], length: 0xFFFF_FFFF)
      builder.bytes += item + builder.long(0xFFFF_FFFF) + inner.bytes + sequenceEnd
      var implicit = DICOMBuilder(isExplicit: false)
      implicit.add(0x0009, 0x1011, "LO", "private")
      builder.add(0x0009, 0x1012, "UN", [], length: 0xFFFF_FFFF)
      builder.bytes += item + builder.long(0xFFFF_FFFF) + implicit.bytes + itemEnd + sequenceEnd
      // One delimitation too many.
      builder.bytes += sequenceEnd
    }
    #expect(try values(bytes.file()) == ramp)
  }

  @Test("pixels of an icon are not taken for the picture's")
  func icon() throws {
    let bytes = builder { builder in
      var icon = DICOMBuilder()
      icon.addImagePixel(rows: 2, columns: 2)
      icon.addPixels([9, 9, 9, 9])
      builder.addSequence(0x0088, 0x0200, [icon])
    }
    #expect(try values(bytes.file()) == ramp)
  }

  @Test("elements with a VR that no standard knows, and without one")
  func strangeVR() throws {
    let bytes = builder { builder in
      builder.bytes += builder.word(0x0009) + builder.word(0x0010) + Array("ZZ".utf8) + builder.word(2) + [1, 2]
      builder.bytes += builder.word(0x0009) + builder.word(0x0011) + builder.long(4) + [1, 2, 3, 4]
    }
    #expect(try values(bytes.file()) == ramp)
  }

  @Test("what follows the pixel data is not looked at; padding bytes do no harm")
  func trailing() throws {
    #expect(try values(builder().file() + [1, 2, 3, 4, 5, 6, 7, 8, 9]) == ramp)
  }

  @Test("one bit a pixel")
  func bits() throws {
    var builder = DICOMBuilder()
    builder.addImagePixel(allocated: 1, stored: 1, frames: "2")
    builder.add(0x7FE0, 0x0010, "OB", [UInt8](repeating: 0b0101_0011, count: 32) + [UInt8](repeating: 0xFF, count: 32))
    let file = try DICOMFile(bytes: builder.file())
    let first = try file.storedPixels()
    #expect((0..<8).map { first[$0] } == [1, 1, 0, 0, 1, 0, 1, 0])
    #expect(try file.storedPixels(frame: 1)[255] == 1)
  }

  @Test("32 bits a pixel")
  func wide() throws {
    var builder = DICOMBuilder()
    builder.addImagePixel(allocated: 32, stored: 32)
    builder.add(0x7FE0, 0x0010, "OW", (0..<256).flatMap { builder.long(UInt32($0) * 16_777_216 + 5) })
    let file = try DICOMFile(bytes: builder.file())
    #expect(try file.storedPixels()[255] == 255 * 16_777_216 + 5)
    guard case .gray8(let pixels) = try file.radiograph().pixels else {
      Issue.record("not grey")
      return
    }
    #expect(pixels.first == 0 && pixels.last == 255)
  }

  @Test("what is not DICOM, and DICOM without a picture")
  func notDICOM() throws {
    #expect(throws: RadiographError.foreignFormat(.text)) { try DICOMFile(bytes: Array("hello, this is text".utf8)) }
    for bytes in [[UInt8](repeating: 0, count: 500), [0xFF, 0xD8, 0xFF, 0xE0] + ramp.map { UInt8($0) }] {
      #expect(!DICOMFile.isDICOM(bytes))
      #expect(throws: RadiographError.unknownFormat) { try DICOMFile(bytes: bytes) }
    }
    #expect(throws: RadiographError.emptyFile) { try DICOMFile(bytes: []) }
    var report = DICOMBuilder()
    report.add(0x0008, 0x0060, "CS", "SR")
    #expect(throws: RadiographError.unsupportedVariety(.dicom, "no pixel data")) { try DICOMFile(bytes: report.file()) }
  }

  @Test("attributes that are missing or contradict each other")
  func attributes() throws {
    func file(_ configure: (inout DICOMBuilder) -> Void) -> [UInt8] {
      var builder = DICOMBuilder()
      configure(&builder)
      builder.addPixels(ramp)
      return builder.file()
    }
    let bad = [
      file { $0.add(0x0028, 0x0010, "US", 16) },
      file { $0.addImagePixel(photometric: "") },
      file { $0.addImagePixel(photometric: "YBR_PARTIAL_420", samples: 3, allocated: 8, stored: 8) },
      file { $0.addImagePixel(samples: 3) },
      file { $0.addImagePixel(allocated: 12) },
      file { $0.addImagePixel(stored: 17) },
      file { $0.addImagePixel(stored: 0, highBit: 0) },
      file { $0.addImagePixel(stored: 12, highBit: 16) },
      file { $0.addImagePixel(stored: 12, highBit: 3) },
      file { $0.addImagePixel(frames: "-1") },
      file { $0.addImagePixel(frames: "1A") },
      file { $0.addImagePixel(frames: "99999999999999999999") },
    ]
    for bytes in bad {
      #expect(throws: RadiographError.self) { try DICOMFile(bytes: bytes).storedPixels() }
    }
  }

  @Test("compressed where the transfer syntax says not, and the other way round")
  func contradictions() throws {
    var compressed = DICOMBuilder()
    compressed.addImagePixel()
    compressed.addFragments([[1, 2]])
    #expect(throws: RadiographError.self) { try DICOMFile(bytes: compressed.file()).storedPixels() }
    #expect(throws: RadiographError.self) {
      try DICOMFile(bytes: builder().file("1.2.840.10008.1.2.5")).storedPixels()
    }
  }
}
