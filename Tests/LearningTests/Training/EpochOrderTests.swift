import Learning
import Metrics
import Testing

/// The order in which an epoch takes the training samples.
@Suite struct EpochOrderTests {
  private let classes = (0..<30).map { Truth.oneOf($0 < 20 ? 0 : $0 < 27 ? 1 : 2) }

  @Test func naturalOrderTakesEachOnce() {
    let order = EpochOrder(truths: classes, sampling: .natural, seed: 7)
    #expect(order.count == 30)
    #expect(order.indices(epoch: 1).sorted() == Array(0..<30))
    #expect(order.indices(epoch: 1) == order.indices(epoch: 1))
    #expect(order.indices(epoch: 1) != order.indices(epoch: 2))
    #expect(order.indices(epoch: 1) != EpochOrder(truths: classes, sampling: .natural, seed: 8).indices(epoch: 1))
  }

  @Test func balancedOrderTakesClassesEquallyOften() {
    let order = EpochOrder(truths: classes, sampling: .balanced, seed: 7)
    #expect(order.count == 30)
    for epoch in 1...3 {
      let indices = order.indices(epoch: epoch)
      #expect(indices == order.indices(epoch: epoch))
      for label in 0...2 { #expect(indices.filter { classes[$0] == .oneOf(label) }.count == 10) }
      // Three of the last class: each is gone through before one comes again.
      let last = indices.filter { $0 >= 27 }
      #expect(Set(last).count == 3 && (27...29).allSatisfy { place in last.filter { $0 == place }.count >= 3 })
    }
    #expect(EpochOrder(truths: [], sampling: .balanced, seed: 7).indices(epoch: 1).isEmpty)
  }

  @Test func ofFindingsTheRarestCounts() {
    // Finding 1 is the rarer: samples with both count for it; what is unknown is no finding.
    let truths: [Truth] = (0..<24).map { index in
      .findings([index < 12, index % 12 == 0 ? true : index == 13 ? nil : false])
    }
    let order = EpochOrder(truths: truths, sampling: .balanced, seed: 3)
    #expect(order.count == 24)
    let indices = order.indices(epoch: 1)
    #expect(indices.filter { $0 % 12 == 0 }.count == 8)
    #expect(indices.filter { $0 < 12 && $0 != 0 }.count == 8)
    #expect(indices.filter { $0 > 12 }.count == 8)
  }
}
