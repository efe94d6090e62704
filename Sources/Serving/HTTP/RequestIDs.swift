import Synchronization

/// Gives each request a name that no other has, also after a restart.
enum RequestIDs {
  private static let prefix = hex(UInt64.random(in: 0...UInt64.max))
  private static let counter = Atomic<UInt64>(0)

  /// The next name: 24 hexadecimal digits.
  static func next() -> String {
    prefix + hex(counter.add(1, ordering: .relaxed).newValue).suffix(8)
  }

  private static func hex(_ number: UInt64) -> String {
    let digits = String(number, radix: 16)
    return String(repeating: "0", count: 16 - digits.count) + digits
  }
}
