import Radiograph
import Testing

@Suite struct EnhancementTests {
  @Test(arguments: Goldens.enhance) func equalsOpenCV(golden: Goldens.Enhance) throws {
    let (width, height) = (golden.size[0], golden.size[1])
    let pixels: Pixels
    if golden.bits == 16 {
      pixels = .gray16(
        Goldens.noise(golden.seed, width * height, as: UInt16.self).map {
          UInt16(golden.low + Int($0) * (golden.high - golden.low) / 65536)
        }, bitDepth: 16)
    } else {
      pixels = .gray8(
        Goldens.noise(golden.seed, width * height, as: UInt8.self).map {
          UInt8(golden.low + Int($0) * (golden.high - golden.low) / 256)
        })
    }
    let radiograph = try Radiograph(width: width, height: height, pixels: pixels)
    let image = try Goldens.pipeline([golden.step]).prepare(radiograph)
    let expected = try Goldens.expected(golden.expected, as: UInt8.self)
    let tolerance = if case .clahe = golden.step { 1 } else { 0 }
    let difference = zip(image.samples, expected).map { abs(Int($0) - Int($1)) }.max()
    #expect(image.samples.count == expected.count)
    #expect(try #require(difference) <= tolerance)
  }

  @Test func coloursBecomeGrayAsPillowMakesThem() throws {
    let radiograph = try Radiograph(
      width: 2, height: 2, pixels: .rgb8([255, 0, 0, 0, 255, 0, 0, 0, 255, 255, 255, 255]))
    #expect(try Goldens.pipeline([], color: .grayscale).prepare(radiograph).samples == [76, 150, 29, 255])
    // Steps that need grey make it of colours themselves.
    #expect(try Goldens.pipeline([.equalizeHistogram]).prepare(radiograph).samples == [85, 170, 0, 255])
  }

  @Test func depthIsKeptUntilItMustGo() throws {
    // 1,000 and 1,001 of 16 bits are the same in 8 bits, unless they are stretched first.
    let radiograph = try Radiograph(width: 2, height: 1, pixels: .gray16([1000, 1001], bitDepth: 16))
    #expect(try Goldens.pipeline([]).prepare(radiograph).samples == [4, 4])
    #expect(try Goldens.pipeline([.minMax]).prepare(radiograph).samples == [0, 255])
    let twelve = try Radiograph(width: 2, height: 1, pixels: .gray16([0, 4095], bitDepth: 12))
    #expect(try Goldens.pipeline([]).prepare(twelve).samples == [0, 255])
  }
}
