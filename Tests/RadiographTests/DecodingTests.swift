import Foundation
import Radiograph
import Testing

@Suite struct DecodingTests {
  private static let anySize = ReadingOptions(limits: DecodingLimits(minimumSide: 1))

  @Test(arguments: Goldens.decode) func equalsPillow(golden: Goldens.Decode) throws {
    let radiograph = try RadiographReader.read(contentsOf: Goldens.url(golden.file), options: Self.anySize)
    #expect(radiograph.width == golden.width)
    #expect(radiograph.height == golden.height)
    switch radiograph.pixels {
    case .gray8(let samples):
      #expect(golden.channels == 1 && golden.bits == 8)
      #expect(samples == (try Goldens.expected(golden.expected, as: UInt8.self)))
    case .rgb8(let samples):
      #expect(golden.channels == 3 && golden.bits == 8)
      #expect(samples == (try Goldens.expected(golden.expected, as: UInt8.self)))
    case .gray16(let samples, let bitDepth):
      #expect(golden.channels == 1 && golden.bits == 16 && bitDepth == 16)
      #expect(samples == (try Goldens.expected(golden.expected, as: UInt16.self)))
    }
  }

  @Test(arguments: Goldens.decode) func headerTellsWhatIsDecoded(golden: Goldens.Decode) throws {
    let header = try RadiographReader.header(Goldens.data(golden.file), limits: Self.anySize.limits)
    #expect(header.width == golden.width && header.height == golden.height)
    #expect(header.channels == golden.channels && header.bitDepth == golden.bits)
    #expect(header.format == (golden.file.hasSuffix(".png") ? .png : .jpeg))
  }

  @Test(arguments: Goldens.scaled) func scaledDecodeEqualsPillowsDraft(golden: Goldens.Scaled) throws {
    let target = ImageSize(width: golden.target[0], height: golden.target[1])
    let options = ReadingOptions(fastDecodeTarget: target)
    let radiograph = try RadiographReader.read(contentsOf: Goldens.url(golden.file), options: options)
    #expect(radiograph.width == golden.width && radiograph.height == golden.height)
    #expect(radiograph.pixels == .gray8(try Goldens.expected(golden.expected, as: UInt8.self)))
  }

  @Test func scaledDecodeNeedsTwiceTheTarget() throws {
    let file = Goldens.url("scaled.jpg")
    let full = try RadiographReader.read(contentsOf: file)
    let target = ImageSize(width: full.width / 2 + 1, height: 1)
    let same = try RadiographReader.read(contentsOf: file, options: ReadingOptions(fastDecodeTarget: target))
    #expect(same == full)
  }

  @Test func theNameDoesNotMatter() throws {
    let file = FileManager.default.temporaryDirectory.appendingPathComponent("\(UUID()).jpeg")
    defer { try? FileManager.default.removeItem(at: file) }
    try Goldens.data("gray-8.png").write(to: file)
    let header = try RadiographReader.header(contentsOf: file, limits: Self.anySize.limits)
    #expect(header.format == .png)
  }

  @Test func aDamagedTailOfTheHeaderIsNoOrientation() throws {
    // An EXIF segment that ends within its directory is ignored, as Pillow does.
    var data = try Goldens.data("orientation-6.jpg")
    let exif = try #require(data.range(of: Data("Exif\0\0".utf8)))
    data.replaceSubrange(exif.upperBound + 4..<exif.upperBound + 8, with: [0xFF, 0xFF, 0xFF, 0xF0])
    let radiograph = try RadiographReader.read(data)
    #expect(radiograph.width == 40 && radiograph.height == 24)
  }
}
