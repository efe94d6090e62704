import Testing
import Torch

extension TorchTests {
  @Suite struct LaunchEnvironmentTests {
    let torchrun = [
      "RANK": "3", "WORLD_SIZE": "4", "LOCAL_RANK": "1", "MASTER_ADDR": "node0", "MASTER_PORT": "29500",
    ]

    @Test func aLaunchersVariablesAreRead() throws {
      let launch = try #require(try LaunchEnvironment(torchrun))
      #expect((launch.rank, launch.size, launch.localRank) == (3, 4, 1))
      #expect((launch.address, launch.port) == ("node0", 29500))
      #expect(!launch.usesAgentStore && launch.restarts == 0 && launch.interfaces == nil)
      let elastic = try LaunchEnvironment(
        torchrun.merging(
          [
            "TORCHELASTIC_USE_AGENT_STORE": "True", "TORCHELASTIC_RESTART_COUNT": "2", "GLOO_SOCKET_IFNAME": "eth0",
          ], uniquingKeysWith: { $1 }))
      #expect(elastic?.usesAgentStore == true && elastic?.restarts == 2 && elastic?.interfaces == "eth0")
    }

    @Test func slurmsVariablesStandInForThem() throws {
      let slurm = [
        "SLURM_PROCID": "1", "SLURM_NTASKS": "2", "SLURM_STEP_NUM_TASKS": "2", "SLURM_LOCALID": "1",
        "MASTER_ADDR": "node0", "MASTER_PORT": "29500",
      ]
      let launch = try #require(try LaunchEnvironment(slurm))
      #expect((launch.rank, launch.size, launch.localRank) == (1, 2, 1))
      #expect(try LaunchEnvironment(slurm.merging(torchrun, uniquingKeysWith: { $1 }))?.rank == 3)
    }

    @Test(arguments: [
      [:], ["WORLD_SIZE": "1", "RANK": "0"], ["RANK": "2"], ["SLURM_PROCID": "0", "SLURM_NTASKS": "4"],
    ])
    func aProcessOnItsOwnHasNone(_ environment: [String: String]) throws {
      #expect(try LaunchEnvironment(environment) == nil)
    }

    @Test(
      arguments: [
        (["RANK": "4"], LaunchError.rankTooLarge(rank: 4, size: 4)), (["RANK": nil], .missing(variable: "RANK")),
        (["RANK": "-1"], .badNumber(variable: "RANK", value: "-1")),
        (["WORLD_SIZE": "many"], .badNumber(variable: "WORLD_SIZE", value: "many")),
        (["WORLD_SIZE": "0"], .badNumber(variable: "WORLD_SIZE", value: "0")),
        (["LOCAL_RANK": "x"], .badNumber(variable: "LOCAL_RANK", value: "x")),
        (["MASTER_ADDR": nil], .missing(variable: "MASTER_ADDR")),
        (["MASTER_ADDR": ""], .missing(variable: "MASTER_ADDR")),
        (["MASTER_PORT": nil], .missing(variable: "MASTER_PORT")),
        (["MASTER_PORT": "65536"], .badNumber(variable: "MASTER_PORT", value: "65536")),
        (["TORCHELASTIC_RESTART_COUNT": ""], .badNumber(variable: "TORCHELASTIC_RESTART_COUNT", value: "")),
      ] as [([String: String?], LaunchError)])
    func whatIsWrongIsNamed(_ changes: [String: String?], _ expected: LaunchError) throws {
      let environment = torchrun.merging(changes.compactMapValues { $0 }, uniquingKeysWith: { $1 })
        .filter { changes[$0.key] != .some(nil) }
      #expect(throws: expected) { try LaunchEnvironment(environment) }
    }

    @Test func errorsAreSentences() {
      #expect(LaunchError.rankTooLarge(rank: 4, size: 4).description.contains("no rank 4 among 4"))
      #expect(LaunchError.missing(variable: "MASTER_ADDR").description.contains("MASTER_ADDR is not set"))
      #expect(LaunchError.badNumber(variable: "RANK", value: "-1").description == "RANK can't be '-1'")
    }
  }
}
