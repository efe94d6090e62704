import Foundation
import Inference
import Radiograph
import Synchronization
import Testing

@Suite struct PicturePreparationTests {
  /// Finds no lungs, and counts how often it looks.
  private final class Finder: LungLocating {
    let identity = "none"
    let looks = Mutex(0)

    func outline(ofGrey grey: [UInt8], size: ImageSize) throws -> LungOutline {
      looks.withLock { $0 += 1 }
      return LungOutline(logits: [Float](), grey: grey, size: size)
    }
  }

  private func preprocessing(_ side: Int, mean: Float = 0.5) -> Preprocessing {
    Preprocessing(
      color: .grayscale, steps: [.resize(ImageSize(width: side, height: side))], mean: [mean], std: [0.5])
  }

  @Test func lungsAreFoundOnceForAllReaders() throws {
    let picture = try Radiograph(width: 40, height: 30, pixels: .gray8((0..<1200).map { UInt8($0 % 251) }))
    let finder = Finder()
    var shared = PicturePreparation(picture)
    let sizes = [16, 8, 16]
    for side in sizes {
      let input = preprocessing(side)
      let prepared = try shared.prepared(by: input, lungs: finder)
      #expect(prepared.input == (try input.input(for: picture)))
      #expect(prepared.lungs == (try finder.outline(of: picture)))
    }
    // Once for the three readers, and once for each comparison.
    #expect(finder.looks.withLock(\.self) == 1 + sizes.count)
  }

  @Test func otherMeansAreOtherInputs() throws {
    let picture = try Radiograph(width: 40, height: 30, pixels: .gray8((0..<1200).map { UInt8($0 % 251) }))
    var shared = PicturePreparation(picture)
    let first = try shared.prepared(by: preprocessing(8), lungs: nil)
    let second = try shared.prepared(by: preprocessing(8, mean: 0.25), lungs: nil)
    #expect(first.lungs == nil && second.lungs == nil)
    #expect(zip(first.input, second.input).allSatisfy { abs($1 - $0 - 0.5) < 1e-6 })
    #expect(shared.findings(for: .unknown) == Trust.findings(in: picture, population: .unknown))
  }
}
