import Bundles
import Foundation
import Learning
import TensorFiles
import Testing

/// Saves that a kill cuts short.
@Suite struct BundleSavingTests {
  /// A process saves bundles over one another until it is killed, ten times; the bundle is always whole.
  @Test func aKillWhileSavingLeavesAWholeBundle() async throws {
    let training = try SmallTraining(20)
    let original = try training.run().bundle
    let place = training.place("bundle")
    var metadata = original.metadata
    metadata.outOfDistribution = nil
    try ModelBundle.write(metadata, weights: original.weights(), files: [:], to: place)
    for round in 0..<10 {
      let (source, target, delay) = (original.url.path, place.path, UInt32(20_000 + 7_300 * round))
      await #expect(processExitsWith: .signal(SIGKILL)) {
        [source = source as String, target = target as String, delay = delay as UInt32] in
        let original = try ModelBundle(contentsOf: URL(filePath: source))
        var metadata = original.metadata
        metadata.outOfDistribution = nil
        var weights = try original.weights()
        Thread.detachNewThread {
          usleep(delay)
          kill(getpid(), SIGKILL)
        }
        while true {
          weights["round"] = try StoredTensor([Float.random(in: 0...1)], shape: [1])
          try ModelBundle.write(metadata, weights: weights, files: [:], to: URL(filePath: target))
        }
      }
      let bundle = try ModelBundle(contentsOf: place)
      try bundle.verify()
      #expect(try bundle.weights().count >= original.weights().count)
    }
    let saved = try #require(try ModelBundle(contentsOf: place).weights()["round"])
    #expect(saved.shape == [1], "at least one save came to its end")
  }
}
