import Foundation
import Radiograph
import Stress
import Testing

/// How repeatable a reading is, by copies of its picture.
struct RepeatabilityTests {
  private func picture() throws -> Radiograph {
    try Radiograph(width: 40, height: 32, pixels: .gray8((0..<1280).map { UInt8($0 % 200) }))
  }

  @Test func theDeviationIsThatOfTheLogits() async throws {
    let probabilities = [0.2, 0.5, 0.7]
    let cells = Array(Repeatability.standard.cells.prefix(3))
    var next = 0
    let found = try await Repeatability(cells: cells, seed: 1).deviation(of: picture()) { _ in
      defer { next += 1 }
      return probabilities[next]
    }
    // numpy.std(numpy.log(p / (1 - p)), ddof=1)
    #expect(abs(found - 1.127582955696722) < 1e-12)
  }

  @Test func certaintyHasAnEnd() async throws {
    let found = try await Repeatability.standard.deviation(of: picture()) { _ in 1 }
    #expect(found < 1e-12)
    #expect(try await Repeatability(cells: [], seed: 1).deviation(of: picture()) { _ in 0.5 } == 0)
  }

  @Test func copiesDifferAndAreTheSameEachTime() async throws {
    #expect(Repeatability.standard.cells.count == 12)
    func copies() async throws -> [Pixels] {
      var copies: [Pixels] = []
      _ = try await Repeatability.standard.deviation(of: picture()) { copy in
        copies.append(copy.pixels)
        return 0.5
      }
      return copies
    }
    let first = try await copies()
    #expect(try await copies() == first)
    #expect(first.indices.allSatisfy { !first[..<$0].contains(first[$0]) })
    #expect(try !first.contains(picture().pixels))
  }

  @Test func whatReadingThrowsIsThrown() async throws {
    await #expect(throws: CancellationError.self) {
      try await Repeatability.standard.deviation(of: picture()) { _ in throw CancellationError() }
    }
  }
}
