import DICOMTesting
import Foundation
import Radiograph
import Testing

@Suite("DICOM: grey-scale pipeline")
struct DICOMGrayscaleTests {
  private func gray(_ bytes: [UInt8], window: Int? = nil) throws -> [Int] {
    guard case .gray8(let pixels) = try DICOMFile(bytes: bytes).radiograph(window: window).pixels else {
      throw RadiographError.unknownFormat
    }
    return pixels.map(Int.init)
  }

  /// The standard's formulas (PS3.3 C.11.2.1.2 and C.11.2.1.3), for y from 0 to 255.
  private func windowed(_ x: Double, _ center: Double, _ width: Double, _ function: String) -> Double {
    switch function {
    case "SIGMOID": return 255 / (1 + exp(-4 * (x - center) / width))
    case "LINEAR_EXACT":
      if x <= center - width / 2 { return 0 }
      return x > center + width / 2 ? 255 : ((x - center) / width + 0.5) * 255
    default:
      if x <= center - 0.5 - (width - 1) / 2 { return 0 }
      return x > center - 0.5 + (width - 1) / 2 ? 255 : ((x - (center - 0.5)) / (width - 1) + 0.5) * 255
    }
  }

  @Test("windows", arguments: ["LINEAR", "LINEAR_EXACT", "SIGMOID"], [(128.0, 100.0), (40, 1), (0, 511), (90.5, 64)])
  func window(function: String, window: (center: Double, width: Double)) throws {
    let pixels = try gray(
      DICOMBuilder.picture {
        $0.add(0x0028, 0x1050, "DS", "\(window.center)")
        $0.add(0x0028, 0x1051, "DS", "\(window.width)")
        $0.add(0x0028, 0x1056, "CS", function)
      })
    let expected = (0..<256).map { Int(windowed(Double($0), window.center, window.width, function).rounded()) }
    #expect(pixels == expected)
  }

  @Test("the first window is the default; others are asked for by number")
  func severalWindows() throws {
    let bytes = DICOMBuilder.picture {
      $0.add(0x0028, 0x1050, "DS", "128\\10")
      $0.add(0x0028, 0x1051, "DS", "256\\20")
    }
    let first = (0..<256).map { Int(windowed(Double($0), 128, 256, "LINEAR").rounded()) }
    let second = (0..<256).map { Int(windowed(Double($0), 10, 20, "LINEAR").rounded()) }
    #expect(try gray(bytes) == first)
    #expect(try gray(bytes, window: 0) == first)
    #expect(try gray(bytes, window: 1) == second)
    #expect(throws: RadiographError.noSuchWindow(index: 2, count: 2)) { try gray(bytes, window: 2) }
  }

  @Test("an impossible window is passed over", arguments: ["0", "-5", "nonsense", ""])
  func impossibleWindow(width: String) throws {
    let bytes = DICOMBuilder.picture {
      $0.add(0x0028, 0x1050, "DS", "128")
      $0.add(0x0028, 0x1051, "DS", width)
    }
    #expect(try gray(bytes) == gray(DICOMBuilder.picture()))
  }

  @Test("rescaling comes before the window")
  func rescale() throws {
    let pixels = try gray(
      DICOMBuilder.picture {
        $0.add(0x0028, 0x1050, "DS", "-500")
        $0.add(0x0028, 0x1051, "DS", "1000")
        $0.add(0x0028, 0x1052, "DS", "-1024")
        $0.add(0x0028, 0x1053, "DS", "4")
      })
    #expect(pixels == (0..<256).map { Int(windowed(Double($0) * 4 - 1024, -500, 1000, "LINEAR").rounded()) })
  }

  @Test("signed values, high bit, and whatever stands in the bits that are not stored")
  func signedHighBit() throws {
    let values = (0..<256).map { $0 - 128 }
    var builder = DICOMBuilder()
    builder.addImagePixel(stored: 10, highBit: 13, signed: true)
    builder.addPixels(values.map { ($0 & 0x3FF) << 4 | 0xC005 })
    let stored = try DICOMFile(bytes: builder.file()).storedPixels()
    #expect((0..<256).map { stored[$0] } == values)
    #expect(stored.isSigned && stored.bits == 10)
  }

  @Test("modality LUT, then VOI LUT; first and last entries hold beyond the table")
  func tables() throws {
    let pixels = try gray(
      DICOMBuilder.picture { builder in
        // Stored 0 ... 255 → 100 below 10, then 100, 110, … up to 290 from 29 on.
        var modality = DICOMBuilder()
        modality.add(0x0028, 0x3002, "US", 20, 10, 16)
        modality.add(0x0028, 0x3006, "OW", words: (0..<20).map { 100 + 10 * $0 })
        builder.addSequence(0x0028, 0x3000, [modality])
        // 150 ... 199 → 0 ... 49 of 10 bits.
        var voi = DICOMBuilder()
        voi.add(0x0028, 0x3002, "US", 50, 150, 10)
        voi.add(0x0028, 0x3006, "OW", words: (0..<50).map { $0 * 20 })
        builder.addSequence(0x0028, 0x3010, [voi])
        builder.add(0x0028, 0x1050, "DS", "1")
        builder.add(0x0028, 0x1051, "DS", "2")
      })
    let expected = (0..<256).map { stored -> Int in
      let value = 100 + 10 * min(max(stored - 10, 0), 19)
      return Int((Double(min(max(value - 150, 0), 49) * 20) / 1023 * 255).rounded())
    }
    #expect(pixels == expected)
  }

  @Test("a VOI LUT begins below 0 where values can be negative")
  func signedTable() throws {
    let pixels = try gray(
      DICOMBuilder.picture { builder in
        builder.add(0x0028, 0x1052, "DS", "-100")
        builder.add(0x0028, 0x1053, "DS", "1")
        var voi = DICOMBuilder()
        voi.add(0x0028, 0x3002, "SS", 256, -100, 8)
        voi.add(0x0028, 0x3006, "OW", (0..<256).map { UInt8($0) })
        builder.addSequence(0x0028, 0x3010, [voi])
      })
    #expect(pixels == Array(0..<256))
  }

  @Test("MONOCHROME1 is inverted last, whatever the window")
  func inverted() throws {
    for function in ["LINEAR", "LINEAR_EXACT", "SIGMOID"] {
      let window: (inout DICOMBuilder) -> Void = {
        $0.add(0x0028, 0x1050, "DS", "100")
        $0.add(0x0028, 0x1051, "DS", "77")
        $0.add(0x0028, 0x1056, "CS", function)
      }
      let direct = try gray(DICOMBuilder.picture(configure: window))
      let inverted = try gray(DICOMBuilder.picture(photometric: "MONOCHROME1", configure: window))
      #expect(zip(direct, inverted).allSatisfy { abs($0 + $1 - 255) <= 1 })
    }
  }

  @Test("without a window, 0.5 % of rescaled pixels are clipped on either side")
  func robustRange() throws {
    // 254 pixels from 1000 to 1253, one lead marker, one dead pixel.
    let values = [0] + Array(1000..<1254) + [4095]
    let pixels = try gray(DICOMBuilder.picture(values) { $0.add(0x0028, 0x1052, "DS", "-1024") })
    // 0.5 % of 256 pixels is one.
    let expected = values.map { Int((min(max(Double($0 - 1000) / 253, 0), 1) * 255).rounded()) }
    #expect(pixels == expected)
  }

  @Test("a constant picture does not divide by zero", arguments: ["MONOCHROME1", "MONOCHROME2"])
  func constant(photometric: String) throws {
    let pixels = try gray(DICOMBuilder.picture([Int](repeating: 77, count: 256), photometric: photometric))
    #expect(Set(pixels).count == 1)
  }

  @Test("padding takes no part in the range and is black", arguments: ["MONOCHROME1", "MONOCHROME2"])
  func padding(photometric: String) throws {
    var values = Array(1000..<1256)
    let plain = try gray(DICOMBuilder.picture(values, photometric: photometric))
    for index in 0..<8 { values[index * 16 + 8] = [0, 63][index % 2] }
    let padded = try gray(
      DICOMBuilder.picture(values, photometric: photometric) {
        $0.add(0x0028, 0x0120, "US", 0)
        $0.add(0x0028, 0x0121, "US", 63)
      })
    for index in 0..<256 {
      if values[index] < 1000 {
        #expect(padded[index] == 0)
      } else {
        #expect(abs(padded[index] - plain[index]) <= 1)
      }
    }
  }

  @Test("signed padding, written as US or SS", arguments: ["US", "SS"])
  func signedPadding(vr: String) throws {
    var values = Array(-100..<156)
    values[0] = -2000
    let pixels = try gray(
      DICOMBuilder.picture(values, stored: 16, signed: true) { $0.add(0x0028, 0x0120, vr, -2000) })
    #expect(pixels[0] == 0 && pixels[3] <= 3 && pixels[255] == 255)
  }

  @Test("more than 8 bits are kept on request")
  func deep() throws {
    let bytes = DICOMBuilder.picture((0..<256).map { $0 * 16 }) {
      $0.add(0x0028, 0x1050, "DS", "2048")
      $0.add(0x0028, 0x1051, "DS", "4096")
    }
    guard case .gray16(let pixels, bitDepth: 12) = try DICOMFile(bytes: bytes).radiograph(bitDepth: 12).pixels else {
      Issue.record("not deep")
      return
    }
    #expect(
      pixels == (0..<256).map { UInt16((windowed(Double($0 * 16), 2048, 4096, "LINEAR") / 255 * 4095).rounded()) })
  }

  @Test("attributes of enhanced objects: the frame's own, then the shared ones")
  func functionalGroups() throws {
    var builder = DICOMBuilder()
    builder.addImagePixel(frames: "2")
    func group(_ center: String) -> DICOMBuilder {
      var window = DICOMBuilder()
      window.add(0x0028, 0x1050, "DS", center)
      window.add(0x0028, 0x1051, "DS", "100")
      var group = DICOMBuilder()
      group.addSequence(0x0028, 0x9132, [window])
      return group
    }
    var rescale = DICOMBuilder()
    rescale.add(0x0028, 0x1052, "DS", "10")
    rescale.add(0x0028, 0x1053, "DS", "1")
    var shared = DICOMBuilder()
    shared.addSequence(0x0028, 0x9145, [rescale])
    builder.addSequence(0x5200, 0x9229, [shared])
    builder.addSequence(0x5200, 0x9230, [group("60"), group("180")])
    builder.addPixels(Array(0..<256) + Array(0..<256))
    let file = try DICOMFile(bytes: builder.file())
    for (frame, center) in [(0, 60.0), (1, 180.0)] {
      let expected = (0..<256).map { UInt8(windowed(Double($0 + 10), center, 100, "LINEAR").rounded()) }
      #expect(try file.radiograph(frame: frame).pixels == .gray8(expected))
    }
  }
}
