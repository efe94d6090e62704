import Foundation
import TensorFiles
import Testing
import Torch

extension TorchTests {
  @Suite struct ProcessGroupTests {
    @Test func tensorsOfAllBecomeOne() async throws {
      let results = try await ranks(3) { group in
        #expect(group.size == 3)
        let values = [Float(group.rank), 1, -Float(group.rank)]
        return try [ProcessGroup.Reduction.sum, .max, .average].map { reduction in
          let tensor = try Tensor(values)
          try group.allReduce(tensor, reduction)
          return try tensor.floats()
        }
      }
      #expect(results.allSatisfy { $0 == [[3, 3, -3], [2, 1, 0], [1, 1, -1]] })
    }

    @Test func oneIsGivenToAllAndAllToEach() async throws {
      let results = try await ranks(2) { group in
        // With the channels last, as weights may be: what lies in memory travels.
        let weights = try Tensor.full([2, 3, 2, 2], Double(group.rank + 1)).contiguous(.channelsLast)
        try group.broadcast(weights, from: 1)
        let counts = try group.allGather(Tensor([group.rank, 7]))
        try group.barrier()
        return (try weights.sum().item(), try counts.map { try $0.to(.float32).floats() })
      }
      for result in results {
        #expect(result.0 == 48)
        #expect(result.1 == [[0, 7], [1, 7]])
      }
    }

    @Test func nothingCanBeExchanged() async throws {
      let counts = try await ranks(2) { group in
        let nothing = try Tensor.zeros([0])
        try group.allReduce(nothing, .sum)
        try group.broadcast(nothing, from: 0)
        return try group.allGather(nothing).map(\.shape)
      }
      #expect(counts == [[[0], [0]], [[0], [0]]])
    }

    @Test func viewsWithGapsAndTensorsOfOtherTypesAreRefused() async throws {
      let refusals = try await ranks(2) { group in
        let view = try Tensor.zeros([4, 4]).select(0, along: 1)
        let gaps = #expect(throws: TorchError.self) { try group.allReduce(view, .sum) }
        let nobody = #expect(throws: TorchError.self) { try group.broadcast(Tensor.zeros([1]), from: 2) }
        try group.barrier()
        return [gaps, nobody].compactMap { $0.map(String.init(describing:)) }
      }
      #expect(refusals.allSatisfy { $0.count == 2 && $0[0].contains("make it contiguous") })
    }

    @Test func severalGroupsOfTheSameProcessesAreApart() async throws {
      let port = try freePort()
      let sums = try await ranks(2) { group in
        let launch = try #require(try LaunchEnvironment(environment(rank: group.rank, of: 2, port: port)))
        let other = try ProcessGroup(launch, name: "statistics", backend: .gloo, timeout: .seconds(60))
        let third = try ProcessGroup(launch, name: "control", backend: .gloo, timeout: .seconds(60))
        let tensor = try Tensor([1] as [Float])
        for group in [group, other, third] { try group.allReduce(tensor, .sum) }
        return try tensor.item()
      }
      #expect(sums == [8, 8])
    }

    // MARK: - Others that are gone

    @Test func aProcessThatLeavesIsNamedToTheOthers() async throws {
      let errors = try await ranks(2, timeout: .seconds(20)) { group -> TorchError? in
        guard group.rank == 0 else { return nil }
        // The other's connections close as it returns.
        return #expect(throws: TorchError.self) { try group.allReduce(Tensor.zeros([1000]), .sum) }
      }
      guard case .peerLost(let reason)? = errors[0] else {
        Issue.record("\(String(describing: errors[0]))")
        return
      }
      #expect(!reason.isEmpty && !reason.contains("/"))
      #expect(errors[0]?.description.hasPrefix("another process of this training is gone: ") == true)
    }

    @Test func aProcessThatIsSilentIsNotWaitedForLonger() async throws {
      let clock = ContinuousClock()
      let begin = clock.now
      let errors = try await ranks(2, timeout: .seconds(2)) { group -> TorchError? in
        guard group.rank == 0 else {
          Thread.sleep(forTimeInterval: 3)
          return nil
        }
        let error = #expect(throws: TorchError.self) { try group.barrier() }
        #expect(throws: TorchError.self) { try group.allReduce(Tensor.zeros([1]), .sum) }
        return error
      }
      #expect(errors[0] == .peerTimeout)
      #expect(clock.now - begin < .seconds(10))
    }

    @Test(arguments: [0, 1]) func aProcessThatNeverComesIsNotWaitedFor(_ rank: Int) throws {
      let launch = try #require(try LaunchEnvironment(environment(rank: rank, of: 2, port: freePort())))
      #expect(throws: TorchError.peerTimeout) {
        try ProcessGroup(launch, backend: .gloo, timeout: .milliseconds(300))
      }
    }

    @Test func aNetworkInterfaceThatIsNotThereIsNamed() throws {
      var variables = environment(rank: 0, of: 2, port: try freePort())
      variables["GLOO_SOCKET_IFNAME"] = "nothing0"
      let launch = try #require(try LaunchEnvironment(variables))
      let error = try #require(throws: TorchError.self) {
        try ProcessGroup(launch, backend: .gloo, timeout: .seconds(1))
      }
      #expect(error.description.contains("nothing0"))
    }
  }
}
