import Radiograph
import Testing

@Suite struct GeometryTests {
  @Test(arguments: Goldens.resize) func resizeEqualsPillow(golden: Goldens.Resize) throws {
    let (width, height) = (golden.size[0], golden.size[1])
    let step = Preprocessing.Step.resize(ImageSize(width: golden.target[0], height: golden.target[1]))
    if golden.kind == "deep" {
      // Pillow's 16-bit resize, seen through the pipeline's reduction to 8 bits.
      let noise = Goldens.noise(golden.seed, width * height, as: UInt16.self)
      let radiograph = try Radiograph(width: width, height: height, pixels: .gray16(noise, bitDepth: 16))
      let expected = try Goldens.expected(golden.expected, as: UInt16.self).map {
        UInt8((Double($0) * 255 / 65535).rounded(.toNearestOrEven))
      }
      #expect(try Goldens.pipeline([step]).prepare(radiograph).samples == expected)
    } else {
      let channels = golden.kind == "rgb" ? 3 : 1
      let noise = Goldens.noise(golden.seed, width * height * channels, as: UInt8.self)
      let radiograph = try Radiograph(
        width: width, height: height, pixels: channels == 3 ? .rgb8(noise) : .gray8(noise))
      let image = try Goldens.pipeline([step]).prepare(radiograph)
      #expect(image.width == golden.target[0] && image.height == golden.target[1] && image.channels == channels)
      #expect(image.samples == (try Goldens.expected(golden.expected, as: UInt8.self)))
    }
  }

  @Test(arguments: Goldens.shorterSide) func shorterSideEqualsTorchvision(golden: Goldens.ShorterSide) throws {
    let (width, height) = (golden.size[0], golden.size[1])
    let radiograph = try Radiograph(
      width: width, height: height, pixels: .gray8([UInt8](repeating: 7, count: width * height)))
    let image = try Goldens.pipeline([.resizeShorterSide(golden.side)]).prepare(radiograph)
    #expect([image.width, image.height] == golden.expected)
    #expect(image.samples.allSatisfy { $0 == 7 })
  }

  @Test func aThinPictureIsNotMadeHuge() throws {
    let radiograph = try Radiograph(width: 20_000, height: 1, pixels: .gray8([UInt8](repeating: 0, count: 20_000)))
    #expect(throws: RadiographError.tooManyPixels(width: 81_920_000, height: 4096, limit: 100_000_000)) {
      try Goldens.pipeline([.resizeShorterSide(4096)]).prepare(radiograph)
    }
  }

  @Test(arguments: Goldens.frame) func framingEqualsTorchvisionAndPillow(golden: Goldens.Frame) throws {
    let (width, height) = (golden.size[0], golden.size[1])
    let target = ImageSize(width: golden.target[0], height: golden.target[1])
    let noise = Goldens.noise(golden.seed, width * height, as: UInt8.self)
    let radiograph = try Radiograph(width: width, height: height, pixels: .gray8(noise))
    let step: Preprocessing.Step = golden.step == "letterbox" ? .letterbox(target, fill: 9) : .centerCrop(target)
    let image = try Goldens.pipeline([step]).prepare(radiograph)
    #expect(image.width == target.width && image.height == target.height)
    #expect(image.samples == (try Goldens.expected(golden.expected, as: UInt8.self)))
  }

  @Test func framingKeepsColoursTogether() throws {
    let radiograph = try Radiograph(width: 1, height: 1, pixels: .rgb8([1, 2, 3]))
    let image = try Goldens.pipeline([.centerCrop(ImageSize(width: 3, height: 1))]).prepare(radiograph)
    #expect(image.samples == [0, 0, 0, 1, 2, 3, 0, 0, 0])
  }
}
