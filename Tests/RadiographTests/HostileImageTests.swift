import Foundation
import Radiograph
import Testing

@Suite struct HostileImageTests {
  private static let anySize = ReadingOptions(limits: DecodingLimits(minimumSide: 1))
  /// One file of each kind.
  private static let samples = [
    "gray-q90.jpg", "gray-restart.jpg", "gray-progressive.jpg", "color-420.jpg", "color-progressive.jpg", "cmyk.jpg",
    "orientation-6.jpg", "gray-16.png", "gray-1-interlaced.png", "palette-4.png", "rgba-8.png", "rgb-16-interlaced.png",
  ]

  private func error(reading data: Data, _ options: ReadingOptions = anySize) -> RadiographError? {
    do {
      _ = try RadiographReader.read(data, options: options)
      return nil
    } catch {
      return error as? RadiographError
    }
  }

  // MARK: - What is no picture

  @Test func anEmptyFile() {
    #expect(error(reading: Data()) == .emptyFile)
    #expect(RadiographError.emptyFile.code == "empty_file")
  }

  @Test func textNamedJpeg() {
    let error = error(reading: Data("This is no picture.".utf8))
    #expect(error == .foreignFormat(.text))
    #expect(error?.code == "unsupported_media_type")
  }

  @Test func aMissingFileIsNamedWithoutItsFolder() {
    let url = URL(fileURLWithPath: "/nowhere/secret-folder/lungs.jpeg")
    let expected = RadiographError.unreadableFile(name: "lungs.jpeg", reason: "there is no such file")
    #expect(throws: expected) { try RadiographReader.read(contentsOf: url) }
    #expect(!"\(expected)".contains("secret-folder"))
  }

  @Test func aFolderIsNoFile() {
    #expect(throws: RadiographError.self) {
      try RadiographReader.read(contentsOf: FileManager.default.temporaryDirectory)
    }
  }

  // MARK: - Too small, too large

  @Test func onePixel() throws {
    let radiograph = try Radiograph(width: 1, height: 1, pixels: .gray8([7]))
    let data = Data(try radiograph.pngFile())
    #expect(error(reading: data, .standard) == .tooSmall(width: 1, height: 1, minimumSide: 16))
    #expect(error(reading: data) == nil)
  }

  @Test func aHeaderOfSixtyThousandSquared() throws {
    var jpeg = try Goldens.data("gray-q90.jpg")
    let frame = try #require(jpeg.range(of: Data([0xFF, 0xC0])))
    jpeg.replaceSubrange(frame.upperBound + 3..<frame.upperBound + 7, with: [0xEA, 0x60, 0xEA, 0x60])
    let expected = RadiographError.tooManyPixels(width: 60_000, height: 60_000, limit: 100_000_000)
    #expect(error(reading: jpeg) == expected)
    #expect(error(reading: png(width: 60_000, height: 60_000)) == expected)
    #expect(error(reading: png(width: 2_147_483_647, height: 2_147_483_647))?.code == "image_too_large")
    #expect(error(reading: png(width: 50_000, height: 20)) == .sideTooLong(width: 50_000, height: 20, limit: 20_000))
  }

  @Test func moreBytesThanAllowed() throws {
    let data = try Goldens.data("gray-8.png")
    let options = ReadingOptions(limits: DecodingLimits(maximumBytes: 100, minimumSide: 1))
    #expect(error(reading: data, options) == .tooManyBytes(count: data.count, limit: 100))
    #expect(throws: RadiographError.tooManyBytes(count: data.count, limit: 100)) {
      try RadiographReader.read(contentsOf: Goldens.url("gray-8.png"), options: options)
    }
  }

  @Test func moreScansThanAllowed() throws {
    let options = ReadingOptions(limits: DecodingLimits(minimumSide: 1, maximumScans: 3))
    #expect(error(reading: try Goldens.data("gray-progressive.jpg"), options) == .tooManyScans(limit: 3))
  }

  @Test func chunksThatInflateToMuchAreNotRead() throws {
    // A text chunk that would inflate to gigabytes may stand before the picture: it is skipped.
    var data = try Goldens.data("gray-8.png")
    data.insert(contentsOf: chunk("zTXt", Data("bomb\0\0".utf8) + Data(repeating: 0xFF, count: 100_000)), at: 33)
    #expect(error(reading: data) == nil)
  }

  // MARK: - Damage

  @Test(arguments: samples) func everyTruncationIsAnError(file: String) throws {
    let data = try Goldens.data(file)
    let isPNG = file.hasSuffix(".png")
    // What follows the picture of a PNG (checksum, end chunk) may be missing; Pillow reads that too.
    let end = isPNG ? try #require(data.range(of: Data("IEND".utf8))).lowerBound - 8 : data.count
    for count in 0..<end {
      let error = error(reading: data.prefix(count))
      let isTruncated = error == .truncated(isPNG ? .png : .jpeg)
      // Up to the signature it is no picture yet; inside the headers of a JPEG libjpeg may miss them instead.
      #expect(
        isTruncated || (error != nil && count < data.count / 2),
        "\(file) cut at \(count): \(String(describing: error))")
    }
  }

  @Test(arguments: samples) func flippedBitsNeverTrap(file: String) throws {
    let original = try Goldens.data(file)
    let limits = DecodingLimits(maximumPixels: 1 << 22, minimumSide: 1)
    let places = Goldens.noise(UInt32(original.count), 3 * 400, as: UInt32.self)
    var readable = 0
    for round in 0..<400 {
      var data = original
      for flip in 0..<1 + round % 3 {
        let place = places[round * 3 + flip]
        data[Int(place >> 3) % data.count] ^= 1 << (place & 7)
      }
      do {
        let radiograph = try RadiographReader.read(data, options: ReadingOptions(limits: limits))
        #expect(radiograph.width * radiograph.height <= limits.maximumPixels)
        readable += 1
      } catch {
        #expect(error is RadiographError)
      }
    }
    #expect(readable < 400)
  }

  @Test func harmlessWarningsAreNoErrors() throws {
    // Bytes between the picture and its end marker.
    var data = try Goldens.data("gray-q90.jpg")
    data.insert(contentsOf: [1, 2, 3, 4], at: data.count - 2)
    let whole = try RadiographReader.read(contentsOf: Goldens.url("gray-q90.jpg"))
    #expect(try RadiographReader.read(data) == whole)
    data.append(Data("trailing bytes".utf8))
    #expect(try RadiographReader.read(data) == whole)
  }

  @Test func aPictureCutShortWithAnEndMarkerIsDamaged() throws {
    for file in ["gray-q90.jpg", "color-420.jpg"] {
      let data = try Goldens.data(file)
      let cut = data.prefix(data.count - 200) + Data([0xFF, 0xD9])
      #expect(error(reading: cut)?.code == "malformed_image")
    }
  }

  @Test func aMissingRestartMarkerIsDamage() throws {
    var data = try Goldens.data("gray-restart.jpg")
    let marker = try #require(data.range(of: Data([0xFF, 0xD1])))
    data.replaceSubrange(marker, with: [0xFF, 0xD5])
    #expect(error(reading: data)?.code == "malformed_image")
  }

  @Test func aWrongChecksumIsDamage() throws {
    var data = try Goldens.data("gray-8.png")
    data[29] ^= 1
    #expect(error(reading: data)?.code == "malformed_image")
  }

  // MARK: - Helpers

  private func png(width: UInt32, height: UInt32) -> Data {
    var header = Data()
    for number in [width, height] { header.append(contentsOf: withUnsafeBytes(of: number.bigEndian, Array.init)) }
    header.append(contentsOf: [8, 0, 0, 0, 0])
    return Data([0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]) + chunk("IHDR", header)
      + chunk("IDAT", Data([0x78, 0x9C, 0x03, 0x00, 0x00, 0x00, 0x00, 0x01]))
  }

  private func chunk(_ kind: String, _ content: Data) -> Data {
    let body = Data(kind.utf8) + content
    let length = UInt32(content.count)
    return withUnsafeBytes(of: length.bigEndian) { Data($0) } + body
      + withUnsafeBytes(of: checksum(body).bigEndian) { Data($0) }
  }

  /// CRC-32 as PNG defines it.
  private func checksum(_ data: Data) -> UInt32 {
    ~data.reduce(~0 as UInt32) { sum, byte in
      (0..<8).reduce(sum ^ UInt32(byte)) { value, _ in value >> 1 ^ (value & 1 == 1 ? 0xEDB8_8320 : 0) }
    }
  }
}
