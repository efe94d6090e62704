import Foundation
import Testing
import Torch

/// Runs `body` as each of `size` processes would, joined by Gloo, and returns what they return, in the order of ranks.
///
/// Each rank is a thread of this process, with connections and a group of its own.
func ranks<Value: Sendable>(
  _ size: Int, timeout: Duration = .seconds(60), _ body: @escaping @Sendable (ProcessGroup) throws -> Value
) async throws -> [Value] {
  let port = try freePort()
  return try await withThrowingTaskGroup(of: (Int, Value).self) { tasks in
    for rank in 0..<size {
      tasks.addTask {
        try await onThread {
          let launch = try #require(try LaunchEnvironment(environment(rank: rank, of: size, port: port)))
          return (rank, try body(ProcessGroup(launch, backend: .gloo, timeout: timeout)))
        }
      }
    }
    return try await tasks.reduce(into: []) { $0.append($1) }.sorted { $0.0 < $1.0 }.map(\.1)
  }
}

/// What a launcher tells a process.
func environment(rank: Int, of size: Int, port: Int) -> [String: String] {
  [
    "RANK": String(rank), "WORLD_SIZE": String(size), "LOCAL_RANK": String(rank), "MASTER_ADDR": "127.0.0.1",
    "MASTER_PORT": String(port),
  ]
}

/// Runs `body`, which may wait, on a thread of its own.
private func onThread<Value: Sendable>(_ body: @escaping @Sendable () throws -> Value) async throws -> Value {
  try await withCheckedThrowingContinuation { continuation in
    Thread { continuation.resume(with: Result(catching: body)) }.start()
  }
}

/// A port that nobody listens at.
func freePort() throws -> Int {
  let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
  defer { close(descriptor) }
  var address = sockaddr_in()
  address.sin_family = sa_family_t(AF_INET)
  address.sin_addr.s_addr = in_addr_t(0x7F00_0001).bigEndian
  var length = socklen_t(MemoryLayout<sockaddr_in>.size)
  let status = withUnsafeMutablePointer(to: &address) {
    $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
      bind(descriptor, $0, length) | getsockname(descriptor, $0, &length)
    }
  }
  try #require(status == 0)
  return Int(UInt16(bigEndian: address.sin_port))
}
