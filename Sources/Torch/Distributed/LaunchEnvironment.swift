/// Who this process is among those that a launcher has started to train together.
///
/// Read from the variables that `torchrun` and Kubernetes' training operator set: RANK, WORLD_SIZE, LOCAL_RANK,
/// MASTER_ADDR and MASTER_PORT. Under Slurm's `srun`, SLURM_PROCID, SLURM_STEP_NUM_TASKS and SLURM_LOCALID stand for the
/// first three where there is no WORLD_SIZE; a batch script, in which SLURM_NTASKS is set too, is no such process.
///
/// - SeeAlso: https://docs.pytorch.org/docs/stable/elastic/run.html#environment-variables
public struct LaunchEnvironment: Sendable, Hashable {
  /// This process's number, from 0, among all.
  public let rank: Int
  /// How many processes there are.
  public let size: Int
  /// This process's number, from 0, among those of its machine: that of its graphics processor.
  public let localRank: Int
  /// The host name or address at which they meet.
  public let address: String
  /// The port there.
  public let port: Int
  /// Whether the launcher hosts the store in which they meet (TORCHELASTIC_USE_AGENT_STORE), else rank 0 does.
  public let usesAgentStore: Bool
  /// How often the launcher has started them anew (TORCHELASTIC_RESTART_COUNT).
  public let restarts: Int
  /// The network interfaces that Gloo is to use, separated by commas (GLOO_SOCKET_IFNAME); nil for the one that leads to
  /// `address`.
  public let interfaces: String?

  /// Reads an environment; nil if it is that of a process on its own.
  public init?(_ environment: [String: String]) throws(LaunchError) {
    let names = environment["WORLD_SIZE"] != nil ? Names.torch : Names.slurm
    guard let size = try Self.number(names.size, environment), size != 1 else { return nil }
    guard size > 1 else { throw .badNumber(variable: names.size, value: String(size)) }
    guard let rank = try Self.number(names.rank, environment) else { throw .missing(variable: names.rank) }
    guard rank < size else { throw .rankTooLarge(rank: rank, size: size) }
    guard let address = environment["MASTER_ADDR"], !address.isEmpty else { throw .missing(variable: "MASTER_ADDR") }
    guard let port = try Self.number("MASTER_PORT", environment) else { throw .missing(variable: "MASTER_PORT") }
    guard (1...65535).contains(port) else { throw .badNumber(variable: "MASTER_PORT", value: String(port)) }
    self.rank = rank
    self.size = size
    self.address = address
    self.port = port
    localRank = try Self.number(names.localRank, environment) ?? 0
    usesAgentStore = environment["TORCHELASTIC_USE_AGENT_STORE"] == "True"
    restarts = try Self.number("TORCHELASTIC_RESTART_COUNT", environment) ?? 0
    interfaces = environment["GLOO_SOCKET_IFNAME"].flatMap { $0.isEmpty ? nil : $0 }
  }

  /// The variables of a launcher.
  private struct Names {
    let rank: String
    let size: String
    let localRank: String

    static let torch = Names(rank: "RANK", size: "WORLD_SIZE", localRank: "LOCAL_RANK")
    static let slurm = Names(rank: "SLURM_PROCID", size: "SLURM_STEP_NUM_TASKS", localRank: "SLURM_LOCALID")
  }

  /// The value of a variable, if it is set.
  private static func number(_ variable: String, _ environment: [String: String]) throws(LaunchError) -> Int? {
    guard let value = environment[variable] else { return nil }
    guard let number = Int(value), number >= 0, number <= Int(Int32.max) else {
      throw .badNumber(variable: variable, value: value)
    }
    return number
  }
}
