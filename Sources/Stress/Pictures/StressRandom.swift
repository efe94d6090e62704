import Metrics

/// The random numbers of one picture in one cell.
///
/// They use nothing but the generator's 64-bit words, so that they are the same everywhere.
package struct StressRandom: Sendable {
  private var generator: SplitMix64

  /// The numbers for a seed, a cell and a picture; any two of them are independent.
  init(seed: UInt64, _ cell: String, index: Int) {
    // FNV-1a (Fowler, Noll and Vo, 1991) of the cell's name: Swift's own hash differs from run to run.
    let hash = cell.utf8.reduce(0xCBF2_9CE4_8422_2325 as UInt64) { ($0 ^ UInt64($1)) &* 0x100_0000_01B3 }
    var streams = SplitMix64(seed: seed, stream: hash)
    generator = SplitMix64(seed: streams.next(), stream: UInt64(bitPattern: Int64(index)))
  }

  /// The numbers of one picture that a seed of its own stands for.
  package init(seed: UInt64) { generator = SplitMix64(seed: seed) }

  /// 64 random bits.
  @inline(__always)
  mutating func word() -> UInt64 { generator.next() }

  /// A number spread evenly over 0..<1, a multiple of 2⁻⁵³.
  @inline(__always)
  mutating func uniform() -> Double { generator.uniform() }

  /// A number spread evenly over a range.
  package mutating func uniform(_ range: ClosedRange<Double>) -> Double { generator.uniform(range) }

  /// 1 or -1.
  mutating func sign() -> Double { generator.next() >> 63 == 0 ? 1 : -1 }

  /// One of some values; `fallback` where there are none.
  mutating func pick<Value>(_ values: [Value], else fallback: Value) -> Value {
    guard !values.isEmpty else { return fallback }
    return values[Int(uniform() * Double(values.count))]
  }
}
