import Foundation
import Inference
import Radiograph
import Testing

@Suite struct HeatMapFileTests {
  private let map: HeatMap

  init() throws { map = try HeatMap(width: 3, height: 2, values: [-1, 0, 0.5, 1, 2, 3]) }

  @Test func npyHasNumPysLayout() {
    let bytes = [UInt8](map.npyFile)
    #expect(Array(bytes.prefix(8)) == [0x93, 0x4E, 0x55, 0x4D, 0x50, 0x59, 1, 0])
    let length = Int(bytes[8]) | Int(bytes[9]) << 8
    #expect((10 + length) % 64 == 0)
    let header = String(decoding: bytes[10..<10 + length], as: UTF8.self)
    #expect(header.hasPrefix("{'descr': '<f4', 'fortran_order': False, 'shape': (2, 3), }"))
    #expect(header.hasSuffix("\n"))
    let values = stride(from: 10 + length, to: bytes.count, by: 4).map { start in
      Float(bitPattern: bytes[start..<start + 4].reversed().reduce(UInt32(0)) { $0 << 8 | UInt32($1) })
    }
    #expect(values == map.values)
  }

  @Test func pngIsGrey() throws {
    let small = ReadingOptions(limits: DecodingLimits(minimumSide: 1))
    let picture = try RadiographReader.read(map.pngFile(), options: small)
    #expect(picture.pixels == .gray8([0, 64, 96, 128, 191, 255]))
  }

  @Test func whatSpeaksAgainstBecomesNothing() {
    #expect(map.positive.values == [0, 0, 0.5, 1, 2, 3])
  }
}
