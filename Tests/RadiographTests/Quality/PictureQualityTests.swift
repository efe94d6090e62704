import Radiograph
import Testing

@Suite struct PictureQualityTests {
  private func codes(_ width: Int, _ height: Int, _ level: (Int, Int) -> Int) throws -> [QualityFinding.Code] {
    let samples = (0..<width * height).map { UInt8(min(max(level($0 % width, $0 / width), 0), 255)) }
    return QualityFinding.findings(in: try Radiograph(width: width, height: height, pixels: .gray8(samples))).map(
      \.code)
  }

  @Test func anOrdinaryPictureHasNoFindings() throws {
    #expect(try codes(300, 260) { x, y in 20 + x / 2 + y / 4 } == [])
    // A wide black border, as collimation leaves it.
    #expect(try codes(300, 300) { x, y in (60..<240).contains(x) && (60..<240).contains(y) ? x : 0 } == [])
  }

  @Test func aFilmInAFrameIsFoundAndCutOut() throws {
    func level(_ x: Int, _ y: Int, _ frame: Int) -> Int {
      (40..<260).contains(x) && (30..<270).contains(y) ? 20 + x / 2 + y / 4 : frame
    }
    #expect(try codes(300, 300) { level($0, $1, 90) } == [.framed])
    #expect(try codes(300, 300) { level($0, $1, 3) } == [])
    let samples = (0..<90_000).map { UInt8(level($0 % 300, $0 / 300, 90)) }
    let picture = try Radiograph(width: 300, height: 300, pixels: .gray8(samples))
    let film = try picture.cropped(to: #require(FilmFrame(of: picture)).film)
    #expect(abs(film.width - 220) <= 8 && abs(film.height - 240) <= 8)
    #expect(FilmFrame(of: film) == nil)
    // Nothing but frame is no frame.
    let blank = try Radiograph(width: 300, height: 300, pixels: .gray8([UInt8](repeating: 90, count: 90_000)))
    #expect(FilmFrame(of: blank) == nil)
  }

  @Test func eachRuleFindsItsOwn() throws {
    #expect(try codes(200, 200) { _, _ in 128 } == [.blankPicture])
    #expect(try codes(200, 200) { x, _ in 100 + x / 8 } == [.lowContrast])
    #expect(try codes(200, 200) { x, y in y % 10 < 2 && x % 7 < 4 ? 0 : 250 } == [.pageLike])
    #expect(try codes(600, 200) { x, _ in x / 3 } == [.unusualAspect])
    #expect(try codes(40, 40) { x, y in 3 * x + 3 * y } == [.tooSmall])
    #expect(try codes(1, 1) { _, _ in 0 }.contains(.tooSmall))
  }

  @Test func coloursRefuseAndGreyInThreeChannelsDoesNot() throws {
    let side = 80
    func picture(_ tint: Int) throws -> [QualityFinding] {
      let samples = (0..<side * side).flatMap { index -> [UInt8] in
        let grey = UInt8(index % side * 2)
        return [grey, grey, UInt8(min(255, Int(grey) + tint))]
      }
      return QualityFinding.findings(in: try Radiograph(width: side, height: side, pixels: .rgb8(samples)))
    }
    #expect(try picture(0).isEmpty)
    #expect(try picture(60).map(\.code) == [.colorPicture])
    #expect(try picture(60).allSatisfy(\.refuses))
  }

  @Test func deepPicturesAreJudgedByTheirHighBits() throws {
    let samples = (0..<10_000).map { UInt16($0 % 100 * 40) }
    let deep = try Radiograph(width: 100, height: 100, pixels: .gray16(samples, bitDepth: 12))
    #expect(QualityFinding.findings(in: deep).isEmpty)
    let blank = try Radiograph(width: 100, height: 100, pixels: .gray16(samples.map { $0 / 1000 }, bitDepth: 16))
    #expect(QualityFinding.findings(in: blank).map(\.code) == [.blankPicture])
  }
}
