import Radiograph
import Stress
import Testing

@Suite("Batteries of stress")
struct BatteryTests {
  private func picture(channels: Int, width: Int = 50, height: Int = 40) throws -> PreparedImage {
    let count = width * height * channels
    let samples = (0..<count).map { UInt8(truncatingIfNeeded: 40 + $0 * 160 / count + $0 % 7 * 5) }
    return try PreparedImage(width: width, height: height, channels: channels, samples: samples)
  }

  @Test func everyCellChangesThePictureAndKeepsItsShape() throws {
    for channels in [1, 3] {
      let clean = try picture(channels: channels)
      for cell in StressBattery.all.cells {
        let stressed = try cell.apply(to: clean, seed: 1)
        #expect(stressed.width == clean.width && stressed.height == clean.height, "\(cell.id)")
        #expect(stressed.channels == channels && stressed.samples != clean.samples, "\(cell.id)")
      }
    }
  }

  @Test func theSameCallGivesTheSamePicture() throws {
    let clean = try picture(channels: 1)
    for cell in StressBattery.all.cells {
      #expect(try cell.apply(to: clean, seed: 5, index: 2) == cell.apply(to: clean, seed: 5, index: 2), "\(cell.id)")
    }
    let noise = try Stress(.gaussianNoise, severity: 1)
    let first = try noise.apply(to: clean, seed: 5, index: 2)
    #expect(try noise.apply(to: clean, seed: 6, index: 2) != first)
    #expect(try noise.apply(to: clean, seed: 5, index: 3) != first)
  }

  @Test func tinyAndEvenPicturesAreNoTrap() throws {
    for (width, height) in [(1, 1), (1, 9), (17, 2)] {
      for level in [UInt8(0), 255] {
        let samples = [UInt8](repeating: level, count: width * height)
        let image = try PreparedImage(width: width, height: height, channels: 1, samples: samples)
        for cell in StressBattery.all.cells {
          #expect(try cell.apply(to: image, seed: 0).samples.count == samples.count, "\(cell.id)")
        }
      }
    }
  }

  @Test func namesAreUniqueAndFound() throws {
    let ids = StressBattery.all.cells.map(\.id)
    #expect(Set(ids).count == ids.count)
    for kind in StressBattery.all.kinds { #expect(try StressBattery.kind(kind.id) == kind) }
    #expect(throws: StressError.unknownKind("rain")) { try StressBattery.kind("rain") }
    #expect(throws: StressError.noSuchSeverity(kind: "shift", severity: 6, count: 5)) {
      try Stress(.shift, severity: 6)
    }
    #expect(StressBattery.light.cells.allSatisfy { [2, 4].contains($0.severity) })
  }

  @Test func turningMovesWhatIsAboveToTheRight() throws {
    var samples = [UInt8](repeating: 0, count: 101 * 101)
    samples[20 * 101 + 50] = 255
    let image = try PreparedImage(width: 101, height: 101, channels: 1, samples: samples)
    let turned = try Stress(.rotationClockwise, severity: 4).apply(to: image, seed: 0).samples
    let brightest = turned.indices.max { turned[$0] < turned[$1] }.map { ($0 % 101, $0 / 101) }
    // 30 pixels above the middle, turned by 20 degrees: 10.3 to the right and 28.2 above.
    #expect(brightest.map { $0 == (60, 22) } == true)
  }

  @Test func deepGreyBecomesEightBits() throws {
    let deep = try Radiograph(
      width: 20, height: 20, pixels: .gray16((0..<400).map { UInt16($0 * 10) }, bitDepth: 12))
    let stressed = try Stress(.brightnessDown, severity: 5).apply(to: deep, seed: 0)
    #expect(stressed.pixels.bitDepth == 8 && stressed.pixels.sampleCount == 400)
  }
}
