public import Torch

extension Ranks {
  /// How long a rank waits for another: rank 0 may be writing a large checkpoint, or a machine still reading its images.
  private static let timeout = Duration.seconds(1800)

  /// The ranks that a launcher has started: joins them, and takes this rank's share of the machine's processors.
  ///
  /// Gradients go through NCCL between graphics processors and through Gloo between processors.
  ///
  /// - Returns: ``alone`` where no launcher has.
  /// - Throws: `LaunchError`; `TorchError` if the others don't come.
  public static func joined(_ environment: [String: String], _ choice: DeviceChoice) throws -> (Ranks, Device) {
    guard let launch = try LaunchEnvironment(environment) else { return (.alone, try choice.device(tuning: true)) }
    let device = try choice.device(ofRank: launch.localRank)
    let backend = device.kind == .cuda ? ProcessGroup.Backend.nccl : .gloo
    let ranks = try Ranks(ProcessGroup(launch, backend: backend, timeout: timeout))
    try Processors.divide(among: ranks, environment)
    return (ranks, device)
  }
}
