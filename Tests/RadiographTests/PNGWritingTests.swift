import Foundation
import Radiograph
import Testing

@Suite struct PNGWritingTests {
  /// A picture with an edge, a ramp and noise.
  private func samples(_ count: Int) -> [UInt8] {
    var state: UInt32 = 1
    return (0..<count).map { index in
      state = state &* 1_664_525 &+ 1_013_904_223
      return index % 97 < 20 ? 0 : UInt8(truncatingIfNeeded: index / 7 + Int(state >> 29))
    }
  }

  @Test(arguments: [(1, 1), (3, 200), (257, 131)], [false, true])
  func whatIsWrittenReadsBack(size: (width: Int, height: Int), fast: Bool) throws {
    let count = size.width * size.height
    let limits = DecodingLimits(minimumSide: 1)
    for pixels in [Pixels.gray8(samples(count)), .rgb8(samples(3 * count))] {
      let written = try Radiograph(width: size.width, height: size.height, pixels: pixels)
      let read = try RadiographReader.read(Data(written.pngFile(fast: fast)), options: ReadingOptions(limits: limits))
      #expect(read.pixels == pixels)
      #expect(read.width == size.width && read.height == size.height)
    }
  }
}
