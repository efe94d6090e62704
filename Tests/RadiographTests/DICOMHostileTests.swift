import DICOMTesting
import Foundation
import Radiograph
import Testing

@Suite("DICOM: hostile files")
struct DICOMHostileTests {
  /// Reads all there is to read.
  private func readAll(_ bytes: [UInt8], limits: DecodingLimits = .standard) throws {
    let file = try DICOMFile(bytes: bytes, limits: limits)
    for frame in 0..<min(file.frameCount, 3) { _ = try file.radiograph(frame: frame) }
  }

  @Test(
    "preambles that are something else as well",
    arguments: [
      Array("MZ".utf8), [0x7F] + Array("ELF".utf8), Array("PK".utf8) + [3, 4], Array("#!/bin/sh\n".utf8),
      Array("%PDF-1.4".utf8), Array("   %PDF".utf8), [0xCA, 0xFE, 0xBA, 0xBE], Array("Rar!".utf8), [0x1F, 0x8B, 8],
      Array("<html>".utf8), [0xCF, 0xFA, 0xED, 0xFE], Array("7z".utf8) + [0xBC, 0xAF, 0x27, 0x1C],
    ])
  func preambles(preamble: [UInt8]) throws {
    var builder = DICOMBuilder()
    builder.addImagePixel()
    builder.addPixels(Array(0..<256))
    let error = #expect(throws: RadiographError.self) { try DICOMFile(bytes: builder.file(preamble: preamble)) }
    guard case .alsoAnotherFormat = error else {
      Issue.record("\(String(describing: error))")
      return
    }
  }

  @Test(
    "a TIFF header and meaningless preambles are let through",
    arguments: [[0x49, 0x49, 0x2A, 0x00], Array("made by us".utf8)])
  func harmlessPreambles(preamble: [UInt8]) throws {
    var builder = DICOMBuilder()
    builder.addImagePixel()
    builder.addPixels(Array(0..<256))
    #expect(try DICOMFile(bytes: builder.file(preamble: preamble)).frameCount == 1)
  }

  @Test("sizes are checked before anything is allocated")
  func sizes() throws {
    func file(rows: Int, columns: Int, frames: String? = nil) -> [UInt8] {
      var builder = DICOMBuilder()
      builder.addImagePixel(rows: rows, columns: columns, frames: frames)
      builder.addPixels([1, 2, 3])
      return builder.file()
    }
    #expect(throws: RadiographError.tooManyPixels(width: 60_000, height: 60_000, limit: 100_000_000)) {
      try DICOMFile(bytes: file(rows: 60_000, columns: 60_000))
    }
    #expect(throws: RadiographError.tooSmall(width: 0, height: 5, minimumSide: 16)) {
      try DICOMFile(bytes: file(rows: 5, columns: 0))
    }
    #expect(throws: RadiographError.truncated(.dicom)) {
      try DICOMFile(bytes: file(rows: 2000, columns: 2000)).storedPixels()
    }
    #expect(throws: RadiographError.truncated(.dicom)) {
      try DICOMFile(bytes: file(rows: 200, columns: 200, frames: "\(Int.max)")).storedPixels(frame: Int.max - 1)
    }
    #expect(throws: RadiographError.tooManyBytes(count: 3 + file(rows: 2, columns: 2).count, limit: 100)) {
      try DICOMFile(bytes: file(rows: 2, columns: 2) + [0, 0, 0], limits: DecodingLimits(maximumBytes: 100))
    }
  }

  @Test(
    "a compressed frame of another size than the header's",
    arguments: ["rle", "jpeg-lossless", "jpegls-lossless", "jpeg2000-lossless"])
  func otherSize(name: String) throws {
    var bytes = try DICOMGoldens.file(name)
    // Rows (0028,0010): 40 → 4000.
    let tag: [UInt8] = [0x28, 0x00, 0x10, 0x00, 0x55, 0x53, 0x02, 0x00, 40, 0]
    let position = try #require(bytes.indices.first { bytes[$0...].starts(with: tag) })
    bytes.replaceSubrange(position + 8..<position + 10, with: [0xA0, 0x0F])
    let file = try DICOMFile(bytes: bytes)
    #expect(throws: RadiographError.self) { try file.storedPixels() }
  }

  @Test("sequences nested without end")
  func nesting() throws {
    for isDelimited in [true, false] {
      var builder = DICOMBuilder(isExplicit: false)
      builder.add(0x0008, 0x0060, "CS", "DX")
      // Entered sequences: functional groups inside functional groups.
      for depth in 0..<20_000 {
        let rest = UInt32((20_000 - depth) * 16)
        builder.bytes += builder.word(0x5200) + builder.word(0x9230) + builder.long(isDelimited ? .max : rest - 8)
        builder.bytes += builder.word(0xFFFE) + builder.word(0xE000) + builder.long(isDelimited ? .max : rest - 16)
      }
      #expect(throws: RadiographError.nestedTooDeeply(limit: 32)) { try DICOMFile(bytes: builder.file()) }
    }
  }

  @Test("more elements, items or fragments than allowed")
  func counts() throws {
    let limits = DecodingLimits(maximumElements: 1000)
    var elements = DICOMBuilder()
    for _ in 0..<1000 { elements.add(0x0009, 0x0010, "LO", "") }
    #expect(throws: RadiographError.tooManyElements(limit: 1000)) {
      try DICOMFile(bytes: elements.file(), limits: limits)
    }
    var fragments = DICOMBuilder()
    fragments.addImagePixel()
    fragments.addFragments([[UInt8]](repeating: [], count: 1000))
    #expect(throws: RadiographError.tooManyElements(limit: 1000)) {
      try DICOMFile(bytes: fragments.file(), limits: limits)
    }
  }

  @Test("lengths that reach beyond the file")
  func lengths() throws {
    var element = DICOMBuilder()
    element.add(0x0009, 0x0010, "OB", [1, 2], length: 0xFFFF_FFF0)
    var fragment = DICOMBuilder()
    fragment.addImagePixel()
    fragment.addFragments([[1, 2]], lengths: [0xFFFF_FFF0])
    var undefined = DICOMBuilder()
    undefined.addImagePixel()
    undefined.addFragments([[1, 2]], lengths: [0xFFFF_FFFF])
    for builder in [element, fragment, undefined] {
      #expect(throws: RadiographError.self) { try DICOMFile(bytes: builder.file()) }
    }
  }

  @Test("a deflated data set that inflates beyond the limit")
  func bomb() throws {
    let bytes = try DICOMGoldens.file("deflated")
    #expect(throws: RadiographError.tooMuchMemory(.dicom)) {
      try DICOMFile(bytes: bytes, limits: DecodingLimits(maximumBytes: bytes.count))
    }
    #expect(throws: RadiographError.self) { try DICOMFile(bytes: Array(bytes.dropLast(200))) }
  }

  @Test("a deflated data set beyond 16 MiB that inflates far beyond its size")
  func inflation() throws {
    // A block of fixed codes (RFC 1951 section 3.2.6): a zero, then runs of 258 more, each 13 bits.
    var bits = [1, 1, 0] + [0, 0, 1, 1, 0, 0, 0, 0]
    for _ in 0..<70_000 { bits += [1, 1, 0, 0, 0, 1, 0, 1] + [0, 0, 0, 0, 0] }
    bits += [0, 0, 0, 0, 0, 0, 0]
    let deflated = stride(from: 0, to: bits.count, by: 8).map { start in
      UInt8(bits[start..<min(start + 8, bits.count)].reversed().reduce(0) { $0 << 1 | $1 })
    }
    let bytes = DICOMBuilder().file("1.2.840.10008.1.2.1.99") + deflated
    #expect(throws: RadiographError.tooMuchMemory(.dicom)) { try DICOMFile(bytes: bytes) }
    // 18 MB of 114 kB are inflated where they may be; they are no data set.
    let error = #expect(throws: RadiographError.self) {
      try DICOMFile(bytes: bytes, limits: DecodingLimits(maximumInflationRatio: 200))
    }
    #expect(error != .tooMuchMemory(.dicom))
  }

  @Test("RLE whose header or runs lie; a whole frame in runs is read")
  func rle() throws {
    func file(_ header: [UInt32], _ body: [UInt8]) -> [UInt8] {
      var builder = DICOMBuilder()
      builder.addImagePixel(allocated: 8, stored: 8)
      let words = header + [UInt32](repeating: 0, count: 16 - header.count)
      builder.addFragments([words.flatMap(builder.long) + body])
      return builder.file("1.2.840.10008.1.2.5")
    }
    // Two runs of 128 samples: code 129 repeats the next byte 128 times; 128 does nothing.
    let stored = try DICOMFile(bytes: file([1, 64], [129, 7, 128, 129, 9, 0])).storedPixels()
    #expect(stored[0] == 7 && stored[127] == 7 && stored[128] == 9 && stored[255] == 9)
    let bad: [([UInt32], [UInt8])] = [
      ([1, 64], [127, 1, 2, 3]), ([1, 64], [129, 7, 129]), ([1, 64], [129, 7]), ([1, 64], []), ([0, 64], [129, 7]),
      ([2, 64, 70], [129, 7, 129, 7, 0, 0]), ([1, 0], [129, 7, 129, 7]), ([1, 9999], [129, 7, 129, 7]),
      ([1, 0xFFFF_FFFF], [129, 7, 129, 7]), ([16, 64], [129, 7, 129, 7]), ([0xFFFF_FFFF, 64], [129, 7, 129, 7]),
    ]
    for (header, body) in bad {
      #expect(throws: RadiographError.self) { try DICOMFile(bytes: file(header, body)).storedPixels() }
    }
    var short = DICOMBuilder()
    short.addImagePixel(allocated: 8, stored: 8)
    short.addFragments([[1, 0, 0, 0]])
    #expect(throws: RadiographError.self) {
      try DICOMFile(bytes: short.file("1.2.840.10008.1.2.5")).storedPixels()
    }
  }

  @Test("an empty picture may compress a lot, a huge one may not")
  func compressionRatio() throws {
    func file(side: Int) -> [UInt8] {
      var builder = DICOMBuilder()
      builder.addImagePixel(rows: side, columns: side, allocated: 8, stored: 8)
      builder.addFragments([([1, 64] + [UInt32](repeating: 0, count: 14)).flatMap(builder.long) + [129, 7]])
      return builder.file("1.2.840.10008.1.2.5")
    }
    #expect(throws: RadiographError.truncated(.dicom)) { try DICOMFile(bytes: file(side: 4000)).storedPixels() }
    #expect(throws: RadiographError.tooMuchMemory(.dicom)) { try DICOMFile(bytes: file(side: 9000)).storedPixels() }
  }

  @Test("look-up tables that lie about their size")
  func tables() throws {
    for descriptor in [[0, 0, 16], [100, 0, 16], [16, 0, 0], [16, 0, 99], [16]] {
      for tag: UInt16 in [0x3000, 0x3010] {
        let bytes = DICOMBuilder.picture { builder in
          var item = DICOMBuilder()
          item.add(0x0028, 0x3002, "US", words: descriptor)
          item.add(0x0028, 0x3006, "OW", [UInt8](repeating: 1, count: 32))
          builder.addSequence(0x0028, tag, [item])
        }
        #expect(throws: RadiographError.self) { try DICOMFile(bytes: bytes).radiograph() }
      }
    }
  }

  @Test("absurd numbers in decimal strings", arguments: ["1e308", "-1e308", "nan", "inf", "1e-320", "0", "x"])
  func decimals(text: String) throws {
    for tag: UInt16 in [0x1050, 0x1051, 0x1052, 0x1053] {
      let bytes = DICOMBuilder.picture { builder in
        for element: UInt16 in [0x1050, 0x1051, 0x1052, 0x1053] {
          builder.add(0x0028, element, "DS", element == tag ? text : "100")
        }
        var voi = DICOMBuilder()
        voi.add(0x0028, 0x3002, "US", 4, 0, 16)
        voi.add(0x0028, 0x3006, "OW", [UInt8](repeating: 1, count: 8))
        builder.addSequence(0x0028, 0x3010, [voi])
      }
      // Either an error or a picture; the windows come after the table.
      for window in [0, 1] {
        do {
          let radiograph = try DICOMFile(bytes: bytes).radiograph(window: window)
          #expect(radiograph.pixels.sampleCount == 256)
        } catch is RadiographError {
          #expect(window == 1 || tag >= 0x1052)
        }
      }
    }
  }

  @Test("no truncation traps", arguments: DICOMGoldens.all)
  func truncations(name: String) throws {
    let bytes = try DICOMGoldens.file(name)
    var outcomes = 0
    for count in stride(from: 0, to: bytes.count, by: name.contains("explicit") ? 13 : 7) {
      do {
        try readAll(Array(bytes.prefix(count)))
      } catch is RadiographError {
        outcomes += 1
      }
    }
    #expect(outcomes > 0)
  }

  @Test("no flipped bits trap", arguments: DICOMGoldens.all)
  func bitFlips(name: String) throws {
    let original = try DICOMGoldens.file(name)
    var random = SplitMix(state: name.utf8.reduce(0) { $0 &* 31 &+ UInt64($1) })
    var outcomes = 0
    for _ in 0..<300 {
      var bytes = original
      for _ in 0...Int.random(in: 0..<8, using: &random) {
        let position = Int.random(in: 128..<bytes.count, using: &random)
        bytes[position] ^= 1 << UInt8.random(in: 0..<8, using: &random)
      }
      do {
        try readAll(bytes)
        outcomes += 1
      } catch is RadiographError {
        outcomes += 1
      }
    }
    #expect(outcomes == 300)
  }
}

/// SplitMix64 (Steele, Lea, Flood, 2014): the same numbers on every run.
struct SplitMix: RandomNumberGenerator {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }
}
