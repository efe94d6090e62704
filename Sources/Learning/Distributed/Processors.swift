import CLinux
import Foundation
import Torch

/// The processors that this process may use, and their division among the ranks on a machine.
///
/// A rank that is bound to its own has as many threads as they are, in LibTorch, in the inference engine and where images
/// are read: all of them count the processors that they may use.
enum Processors {
  /// Bytes of the kernel's set of processors.
  private static let setSize = 1024

  /// The numbers of those that this thread may use; empty where the system does not say.
  static var allowed: [Int] {
    var set = [UInt8](repeating: 0, count: setSize)
    guard sched_getaffinity(0, UInt(setSize), &set) == 0 else { return [] }
    return (0..<setSize * 8).filter { set[$0 / 8] & (1 << ($0 % 8)) != 0 }
  }

  /// Lets this thread, and those that it starts from now on, use no others.
  static func bind(to processors: some Sequence<Int>) {
    var set = [UInt8](repeating: 0, count: setSize)
    for processor in processors where processor < setSize * 8 { set[processor / 8] |= 1 << (processor % 8) }
    _ = sched_setaffinity(0, UInt(setSize), set)
  }

  /// Divides a machine's processors among the ranks that share them.
  ///
  /// Ranks that a launcher has bound already keep what they have. OMP_NUM_THREADS, which `torchrun` sets, stands for the
  /// threads of LibTorch.
  static func divide(among ranks: Ranks, _ environment: [String: String]) throws {
    let processors = try ranks.gather(allowed)
    let own = processors[ranks.rank]
    let sharers = ranks.neighbours.filter { processors[$0] == own }
    if let place = sharers.firstIndex(of: ranks.rank), own.count >= sharers.count {
      let sorted = own.map { (number: $0, core: Core($0)) }.sorted { $0.core < $1.core }
      bind(to: sorted[BatchPart(place, of: sharers.count).places(in: 0..<sorted.count)].map(\.number))
    }
    guard environment["OMP_NUM_THREADS"] == nil else { return }
    try Threads.setCount(max(1, own.count / max(1, sharers.count)))
  }

  /// Where a processor sits: neighbours share a core or a socket.
  private struct Core: Comparable {
    let place: [Int]

    init(_ processor: Int) {
      let folder = "/sys/devices/system/cpu/cpu\(processor)/topology/"
      place =
        ["physical_package_id", "core_id"].map { name in
          let text = try? String(contentsOfFile: folder + name, encoding: .utf8)
          return text.flatMap { Int($0.trimmingCharacters(in: .whitespacesAndNewlines)) } ?? 0
        } + [processor]
    }

    static func < (left: Core, right: Core) -> Bool { left.place.lexicographicallyPrecedes(right.place) }
  }
}
