import Reporting
import Testing

@Suite struct ScaleTests {
  @Test func mapsItsDomainAndClampsOutside() {
    let scale = Scale(0...1, from: 390, to: 30)
    #expect([0, 0.5, 1, 2, -1].map { scale($0) } == [390, 210, 30, 30, 390])
  }

  @Test func ticksAreRound() {
    let scale = Scale(holding: [0.083, 0.471, .nan, .infinity], from: 0, to: 1, ticks: 5)
    #expect(Scale.texts(scale.ticks(5)) == ["0.0", "0.1", "0.2", "0.3", "0.4", "0.5"])
  }

  @Test func oneValueAndNone() {
    let one = Scale(holding: [0.4], from: 0, to: 100, ticks: 5)
    #expect(one.domain.contains(0.4) && one.domain.lowerBound < one.domain.upperBound)
    #expect(Scale(holding: [Double](), from: 0, to: 1, ticks: 5).domain == 0...1)
    #expect(Scale(holding: [0, 0], from: 0, to: 1, ticks: 5).domain == 0...1)
  }

  @Test func boundsHoldOnlyForValuesWithinThem() {
    #expect(Scale(holding: [0.951], within: 0...1, from: 0, to: 1, ticks: 5).domain.upperBound == 1)
    #expect(Scale(holding: [-0.2, 0.9], within: 0...1, from: 0, to: 1, ticks: 5).domain.lowerBound < 0)
  }

  @Test(arguments: [[-1e308, 1e308], [1e300, 1e300], [.leastNonzeroMagnitude, 1e-300], [1e16, 1e16 + 2], [-3, -3]])
  func extremeValuesNeverTrap(values: [Double]) {
    let scale = Scale(holding: values, from: 0, to: 100, ticks: 5)
    #expect(values.allSatisfy { (0...100).contains(scale($0)) })
    #expect(Scale.texts(scale.ticks(5)).count < 1000)
  }

  @Test func labelsKeepTheirDistanceAndOrder() {
    let wanted = [100.0, 98, 101, 20, 299]
    let placed = LabelLayout.spread(wanted, gap: 14, within: 30...300)
    let sorted = placed.sorted()
    #expect(zip(sorted, sorted.dropFirst()).allSatisfy { $1 - $0 >= 13.999 })
    #expect(placed[1] < placed[0] && placed[0] < placed[2])
    #expect(placed[3] == 30 && placed[4] == 299)
  }

  @Test func tooManyLabelsForTheRoomStillHaveAPlace() {
    let placed = LabelLayout.spread([Double](repeating: 50, count: 30), gap: 14, within: 30...100)
    #expect(placed.allSatisfy { $0.isFinite })
    #expect(LabelLayout.spread([], gap: 14, within: 0...1).isEmpty)
  }
}
