import Files
import Foundation

/// What a launcher says of its work: it repeats a command where it starts processes anew, after a failure or with more or
/// fewer of them.
///
/// `torchrun` gives its work a name (TORCHELASTIC_RUN_ID, unless it is left at `none`) and counts what it starts anew after
/// failures (TORCHELASTIC_RESTART_COUNT); Slurm has a number for each job, which stays where the job is queued again.
public struct Launcher: Sendable {
  /// What tells the work from other work; nil where nothing does.
  private let name: String?
  /// Whether the launcher says that it has started the processes before.
  private let hasRestarted: Bool

  /// What an environment says.
  public init(_ environment: [String: String]) {
    let names = [environment["TORCHELASTIC_RUN_ID"], environment["SLURM_JOB_ID"].map { "slurm-\($0)" }]
    name = names.compactMap { $0 }.first { !$0.isEmpty && $0 != "none" }
    hasRestarted = ["TORCHELASTIC_RESTART_COUNT", "SLURM_RESTART_COUNT"]
      .contains { environment[$0].flatMap { Int($0) } ?? 0 > 0 }
  }

  /// Where a run keeps the name of the work that it belongs to.
  private static func file(in run: URL) -> URL { run.appending(path: "checkpoints/launcher") }

  /// Whether a run that has not come to its end was begun by the same work, so that the command is a repetition.
  func repeats(_ run: RunDirectory) -> Bool {
    guard run.isUnfinished else { return false }
    let kept = try? String(contentsOf: Self.file(in: run.url), encoding: .utf8)
    return hasRestarted || (name != nil && kept == name)
  }

  /// Takes down that a run belongs to this work.
  func sign(_ run: RunDirectory) throws {
    guard let name else { return }
    let file = Self.file(in: run.url)
    try Folder.make(at: file.deletingLastPathComponent())
    try AtomicFile.write(Data(name.utf8), to: file)
  }
}
