import Foundation
import Learning
import Synchronization
import Torch

/// Ranks of a training, each on a thread of this process.
enum RankThreads {
  /// Does `body` on every rank; what each gives, in the order of ranks.
  static func run<Value: Sendable>(
    _ count: Int, _ body: @escaping @Sendable (Ranks) throws -> Value
  ) throws -> [Result<Value, any Error>] {
    let port = try freePort()
    let results = Mutex([Result<Value, any Error>?](repeating: nil, count: count))
    let group = DispatchGroup()
    for rank in 0..<count {
      group.enter()
      let thread = Thread {
        let result = Result { try body(ranks(rank, of: count, port: port)) }
        results.withLock { $0[rank] = result }
        group.leave()
      }
      thread.stackSize = 8 << 20
      thread.start()
    }
    group.wait()
    return results.withLock { $0.compactMap(\.self) }
  }

  private static func ranks(_ rank: Int, of count: Int, port: UInt16) throws -> Ranks {
    let launch = try LaunchEnvironment([
      "RANK": "\(rank)", "WORLD_SIZE": "\(count)", "LOCAL_RANK": "\(rank)", "MASTER_ADDR": "127.0.0.1",
      "MASTER_PORT": "\(port)",
    ])
    guard let launch else { return .alone }
    return try Ranks(ProcessGroup(launch, backend: .gloo, timeout: .seconds(60)))
  }

  /// A port of this machine that nobody listens at.
  private static func freePort() throws -> UInt16 {
    let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    defer { close(descriptor) }
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
    var length = socklen_t(MemoryLayout<sockaddr_in>.size)
    let isBound = withUnsafeMutablePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        bind(descriptor, $0, length) == 0 && getsockname(descriptor, $0, &length) == 0
      }
    }
    guard isBound else { throw POSIXError(.EADDRNOTAVAIL) }
    return UInt16(bigEndian: address.sin_port)
  }
}
