import Learning
import Testing
import Torch

extension PendingLosses {
  /// Adds a batch whose one logit is its number; it counts as right where that is even.
  fileprivate mutating func add(_ loss: Tensor, batch: Int, samples: Int) throws -> [Reading] {
    try add(loss, logits: Tensor([Float(batch)]).reshape([1, 1]), batch: batch, samples: samples) { logits in
      var right = RightCount()
      (right.right, right.known) = (Int(logits[0]) % 2 == 0 ? 1 : 0, logits.count)
      return right
    }
  }
}

@Suite struct PendingLossesTests {
  @Test func theProcessorsAreReadAtOnce() throws {
    var pending = PendingLosses(on: .cpu)
    for batch in 1...3 {
      let read = try pending.add(Tensor(Float(batch)), batch: batch, samples: 4)
      #expect(read.map(\.value) == [Double(batch)] && read.map(\.batch) == [batch] && read.map(\.samples) == [4])
      #expect(read.map(\.right.accuracy) == [batch % 2 == 0 ? 1 : 0])
    }
    #expect(try pending.read() == [])
  }

  /// Of tensors that are on the processor here: only the rhythm depends on the device.
  @Test func aGraphicsProcessorsAreReadSomeAtATime() throws {
    var pending = PendingLosses(on: .cuda)
    var read: [PendingLosses.Reading] = []
    for batch in 1...40 {
      let now = try pending.add(Tensor(Float(batch) / 8), batch: batch, samples: batch == 40 ? 1 : 4)
      #expect(now.count == (batch % 16 == 0 ? 16 : 0))
      read += now
    }
    read += try pending.read()
    #expect(read.map(\.batch) == Array(1...40))
    #expect(read.map(\.value) == (1...40).map { Double($0) / 8 })
    #expect(read.map(\.right.right) == (1...40).map { $0 % 2 == 0 ? 1 : 0 })
    #expect(read.map(\.samples) == [Int](repeating: 4, count: 39) + [1])
    #expect(try pending.read() == [])
  }

  @Test func aBrokenLossKeepsItsBatch() throws {
    var pending = PendingLosses(on: .cuda)
    for batch in 1...4 { _ = try pending.add(Tensor(batch == 3 ? Float.nan : 1), batch: batch, samples: 1) }
    #expect(try pending.read().first { !$0.value.isFinite }?.batch == 3)
  }

  /// What waits does not keep the network's activations.
  @Test func whatWaitsIsNotFollowed() throws {
    let weight = try Tensor(Float(2)).requiringGradient()
    var pending = PendingLosses(on: .cpu)
    let loss = try weight * 3
    #expect(try pending.add(loss, batch: 1, samples: 1).first?.value == 6)
    try loss.backward()
    #expect(try weight.gradient?.item() == 3)
  }
}
