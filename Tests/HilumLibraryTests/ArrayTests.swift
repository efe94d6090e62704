import CHilum
import FolderTesting
import Foundation
import Inference
import Radiograph
import Testing

/// Arrays go in and come out as the pictures they are.
@Suite struct ArrayTests {
  private let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
    _ = try CLibrary()
  }

  private func read<Element>(
    _ picture: LentPicture, _ options: String? = nil, of type: Element.Type
  ) throws -> (values: [Element], shape: [Int], element: Int, json: String?) {
    try CLibrary.array(of: type) { array in picture.with { hilum_read($0, options, array) } }
  }

  @Test func aFilesLevelsComeOut() throws {
    let file = try folder.write(DataPNG.smooth(1), "a.png")
    let picture = try RadiographReader.read(contentsOf: file)
    let read = try read(LentPicture(path: file.path), of: UInt8.self)
    #expect(Pixels.gray8(read.values) == picture.pixels)
    #expect(read.shape == [40, 48] && read.element == Int(HILUM_UINT8))
    #expect(read.json == #"{"acquisition":{},"bit_depth":8,"notes":[]}"#)
  }

  /// Rows may have gaps, and 16 bits are read as those of a PNG.
  @Test(arguments: [255, 1000, 4095, 65_535]) func deepLevelsGoInAndOut(brightest: Int) throws {
    let (height, width, gap) = (20, 17, 3)
    let levels = (0..<height * width).map { UInt16($0 * brightest / (height * width - 1)) }
    var rows: [UInt16] = []
    for row in 0..<height { rows += levels[row * width..<(row + 1) * width] + [UInt16](repeating: .max, count: gap) }
    rows.removeLast(gap)
    let pixels = LentPicture(
      rows, Int(HILUM_UINT16), height: height, width: width, stride: (width + gap) * MemoryLayout<UInt16>.size)
    if brightest < 256 {
      #expect(try read(pixels, of: UInt8.self).values == levels.map { UInt8($0) })
    } else {
      let read = try read(pixels, of: UInt16.self)
      #expect(read.values == levels && read.element == Int(HILUM_UINT16))
      let bits = brightest == 1000 ? 10 : brightest == 4095 ? 12 : 16
      #expect(read.json?.contains("\"bit_depth\":\(bits)") == true)
    }
  }

  /// Floats become 16 bits, of which 8 are what they were made of.
  @Test func floatsAreSharesOfWhite() throws {
    let levels = (0..<256).map { UInt8($0) }
    let floats = LentPicture(levels.map { Float($0) / 255 }, Int(HILUM_FLOAT32), height: 16, width: 16)
    let bytes = LentPicture(levels, Int(HILUM_UINT8), height: 16, width: 16)
    #expect(try read(floats, of: UInt16.self).values == levels.map { 257 * UInt16($0) })
    let library = try CLibrary()
    let lines = try library.predict([floats, bytes]).map(\.line)
    #expect(lines[0] == lines[1])
  }

  @Test func coloursBecomeGreyUnlessWanted() throws {
    let colors = (0..<20 * 20 * 3).map { UInt8($0 % 251) }
    let bytes = LentPicture(colors, Int(HILUM_UINT8), height: 20, width: 20, channels: 3)
    let words = LentPicture(
      colors.map { UInt16($0) << 8 | 0x7F }, Int(HILUM_UINT16), height: 20, width: 20, channels: 3)
    let floats = LentPicture(
      colors.map { Float($0) / 255 }, Int(HILUM_FLOAT32), height: 20, width: 20, channels: 3)
    let grey = try Preprocessing(color: .grayscale, steps: [], mean: [0], std: [1])
      .prepare(Radiograph(width: 20, height: 20, pixels: .rgb8(colors))).samples
    for picture in [bytes, words, floats] {
      let kept = try read(picture, #"{"color": true}"#, of: UInt8.self)
      #expect(kept.values == colors && kept.shape == [20, 20, 3])
      let plain = try read(picture, of: UInt8.self)
      #expect(plain.values == grey && plain.shape == [20, 20])
    }
  }

  @Test func theInputIsTheReadersBitByBit() throws {
    let library = try CLibrary()
    let input = try CLibrary.array(of: Float.self) { array in
      LentPicture(path: CLibrary.picture).with { hilum_preprocess(library.model, $0, nil, array) }
    }
    let picture = try RadiographReader.read(contentsOf: URL(filePath: CLibrary.picture))
    let expected = try CLibrary.predictor().prepare(picture).input
    #expect(input.values.map(\.bitPattern) == expected.map(\.bitPattern))
    #expect(input.shape == [3, 32, 32] && input.element == Int(HILUM_FLOAT32) && input.json == nil)
  }

  /// In a process of its own, which the network for lungs is not kept from.
  @Test func outlinesAreTheNetworks() async throws {
    await #expect(processExitsWith: .success) {
      let file = URL(filePath: CLibrary.picture)
      let mask = try CLibrary.array(of: UInt8.self) { array in
        LentPicture(path: file.path).with { hilum_outline($0, nil, array) }
      }
      let outline = try LungNetworks.network().outline(of: RadiographReader.read(contentsOf: file))
      #expect(mask.values == outline.mask(outline.size).map { $0 ? 255 : 0 })
      #expect(mask.shape == [outline.size.height, outline.size.width])
      #expect(mask.json?.contains("\"found\":\(outline.isFound)") == true)
    }
  }
}
