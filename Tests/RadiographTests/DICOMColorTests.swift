import DICOMTesting
import Radiograph
import Testing

@Suite("DICOM: colour")
struct DICOMColorTests {
  private func rgb(_ bytes: [UInt8]) throws -> [Int] {
    guard case .rgb8(let pixels) = try DICOMFile(bytes: bytes).radiograph().pixels else {
      throw RadiographError.unknownFormat
    }
    return pixels.map(Int.init)
  }

  /// A 16 × 16 colour picture, 8 bits a sample.
  private func picture(_ photometric: String, planar: Int, _ samples: [UInt8]) -> [UInt8] {
    var builder = DICOMBuilder()
    builder.addImagePixel(photometric: photometric, samples: 3, allocated: 8, stored: 8, planar: planar)
    builder.add(0x7FE0, 0x0010, "OB", samples)
    return builder.file()
  }

  @Test("planar configuration")
  func planar() throws {
    let planes = (0..<768).map { UInt8(truncatingIfNeeded: $0 + 50 * ($0 / 256)) }
    let interleaved = (0..<768).map { planes[$0 % 3 * 256 + $0 / 3] }
    #expect(try rgb(picture("RGB", planar: 1, planes)) == interleaved.map(Int.init))
    #expect(try rgb(picture("RGB", planar: 0, interleaved)) == interleaved.map(Int.init))
  }

  @Test("YBR_FULL: the primaries of ITU-R BT.601")
  func ybr() throws {
    let colors: [([UInt8], [Int])] = [
      ([76, 85, 255], [254, 0, 0]), ([150, 44, 21], [0, 255, 1]), ([29, 255, 107], [0, 0, 254]),
      ([200, 128, 128], [200, 200, 200]),
    ]
    for (ybr, expected) in colors {
      let pixels = try rgb(picture("YBR_FULL", planar: 0, [[UInt8]](repeating: ybr, count: 256).flatMap { $0 }))
      #expect(zip(pixels.prefix(3), expected).allSatisfy { abs($0 - $1) <= 1 }, "\(pixels.prefix(3))")
    }
  }

  @Test("YBR_FULL_422: two pixels share their colour")
  func subsampled() throws {
    let pairs = [[UInt8]](repeating: [100, 200, 128, 128], count: 128).flatMap { $0 }
    let pixels = try rgb(picture("YBR_FULL_422", planar: 0, pairs))
    #expect(Array(pixels.prefix(6)) == [100, 100, 100, 200, 200, 200] && pixels.count == 768)
  }

  @Test("palettes of 16 and of 8 bits, whole and in segments")
  func palette() throws {
    func picture(_ bits: Int, data: (inout DICOMBuilder) -> Void) -> [UInt8] {
      var builder = DICOMBuilder()
      builder.addImagePixel(photometric: "PALETTE COLOR", allocated: 8, stored: 8)
      for element in [0x1101, 0x1102, 0x1103] { builder.add(0x0028, UInt16(element), "US", 256, 0, bits) }
      data(&builder)
      builder.add(0x7FE0, 0x0010, "OB", (0..<256).map { UInt8($0) })
      return builder.file()
    }
    let expected = (0..<256).flatMap { [$0, 255 - $0, 7] }
    let deep = picture(16) { builder in
      let ramp = (0..<256).map { $0 * 257 }
      builder.add(0x0028, 0x1201, "OW", words: ramp)
      builder.add(0x0028, 0x1202, "OW", words: ramp.reversed())
      builder.add(0x0028, 0x1203, "OW", words: [Int](repeating: 7 * 257, count: 256))
    }
    #expect(try rgb(deep) == expected)
    let narrow = picture(8) { builder in
      builder.add(0x0028, 0x1201, "OW", (0..<256).map { UInt8($0) })
      builder.add(0x0028, 0x1202, "OW", (0..<256).map { UInt8(255 - $0) })
      builder.add(0x0028, 0x1203, "OW", [UInt8](repeating: 7, count: 256))
    }
    #expect(try rgb(narrow) == expected)
    let segmented = picture(16) { builder in
      // One entry, then a line to the last; blue repeats a run of 16 from the start of its data.
      builder.add(0x0028, 0x1221, "OW", words: [0, 1, 0, 1, 255, 65535])
      builder.add(0x0028, 0x1222, "OW", words: [0, 1, 65535, 1, 255, 0])
      let run = [0, 16] + [Int](repeating: 7 * 257, count: 16)
      let repeats = [[Int]](repeating: [2, 1, 0, 0], count: 15).flatMap { $0 }
      builder.add(0x0028, 0x1223, "OW", words: run + repeats)
    }
    #expect(try rgb(segmented) == expected)
  }

  @Test("a palette that is missing, too short or can't be followed is an error")
  func badPalette() throws {
    func picture(_ tag: UInt16, _ words: [Int]) -> [UInt8] {
      var builder = DICOMBuilder()
      builder.addImagePixel(photometric: "PALETTE COLOR", allocated: 8, stored: 8)
      for element in [0x1101, 0x1102, 0x1103] { builder.add(0x0028, UInt16(element), "US", 256, 0, 16) }
      for offset in 0..<3 { builder.add(0x0028, tag + UInt16(offset), "OW", words: words) }
      builder.add(0x7FE0, 0x0010, "OB", (0..<256).map { UInt8($0) })
      return builder.file()
    }
    let bad: [(UInt16, [Int])] = [
      (0x1300, []), (0x1201, [1, 2, 3]), (0x1221, [2, 1, 0, 0]), (0x1221, [1, 10, 5]), (0x1221, [0, 65535, 1]),
      (0x1221, [9, 9, 9]), (0x1221, [0, 1, 5, 2, 65535, 6, 0]),
    ]
    for (tag, words) in bad {
      #expect(throws: RadiographError.self) { try rgb(picture(tag, words)) }
    }
  }
}
