import DICOMTesting
import Foundation
import Radiograph
import Testing

@Suite("Reading: what a file does not say, or says wrongly")
struct ReadingRuleTests {
  @Test("YBR_FULL_422 over pixel data of RGB's length is RGB, with a note")
  func colorByLength() throws {
    let samples = (0..<768).map { UInt8(truncatingIfNeeded: $0 / 3) }
    var builder = DICOMBuilder()
    builder.addImagePixel(photometric: "YBR_FULL_422", samples: 3, allocated: 8, stored: 8, planar: 0)
    builder.add(0x7FE0, 0x0010, "OB", samples)
    let radiograph = try DICOMFile(bytes: builder.file()).radiograph()
    #expect(radiograph.pixels == .rgb8(samples))
    #expect(radiograph.notes == [.colorByLength(declared: "YBR_FULL_422", read: "RGB")])
  }

  @Test(
    "grey without a window is graded over the bits in use",
    arguments: [(1000, 10), (4095, 12), (16383, 14), (16384, 16)])
  func levelsInUse(brightest: Int, bits: Int) throws {
    let levels = [0, 1, brightest / 2, brightest] + Array(repeating: 0, count: 252)
    var builder = DICOMBuilder()
    builder.addImagePixel(photometric: "MONOCHROME2", samples: 1, allocated: 16, stored: 16, planar: nil)
    builder.add(0x7FE0, 0x0010, "OW", levels.flatMap { [UInt8($0 & 255), UInt8($0 >> 8)] })
    let radiograph = try DICOMFile(bytes: builder.file()).radiograph()
    let scale = 255 / Double(1 << bits - 1)
    #expect(radiograph.pixels == .gray8(levels.map { UInt8((Double($0) * scale).rounded()) }))
    #expect(radiograph.notes == [.levelsInUse(bits: bits, stored: 16)])
  }

  @Test(
    "files of other kinds are named",
    arguments: [
      ("%PDF-1.7", ForeignFormat.pdf), ("GIF89a", .gif), ("<!DOCTYPE html><p>", .html), ("<?xml version", .xml),
      ("version https://git-lfs.github.com/spec/v1\n", .gitLFS), ("RIFF0000WEBPVP8 ", .webp), ("II*\0", .tiff),
      ("0000ftypheic", .heif), ("0000ftypisom", .mp4), ("PK\u{3}\u{4}", .zip), ("BM", .bmp), ("hello", .text),
    ])
  func foreign(head: String, format: ForeignFormat) {
    #expect(throws: RadiographError.foreignFormat(format)) { try RadiographReader.read(Data(head.utf8)) }
    #expect(RadiographError.foreignFormat(format).code == "unsupported_media_type")
  }
}
