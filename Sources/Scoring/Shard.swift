/// One of as many parts of a list as there are processes that read it.
///
/// Part I of N has every N-th item from the I-th on, I from 0 to N − 1, as Kubernetes counts the pods of an indexed job
/// (`JOB_COMPLETION_INDEX`) and Slurm the tasks of `--array=0-…` (`SLURM_ARRAY_TASK_ID`). So N parts have each item once.
public struct Shard: Sendable, Hashable, CustomStringConvertible {
  /// Which part, from 0.
  public let index: Int
  /// The number of parts.
  public let count: Int

  /// All of a list.
  public static let whole = Shard(checked: 0, of: 1)

  /// Part `index` of `count`; nil where there is no such part.
  public init?(_ index: Int, of count: Int) {
    guard count > 0, (0..<count).contains(index) else { return nil }
    self.init(checked: index, of: count)
  }

  /// Reads `I/N`; nil for anything else.
  public init?(_ text: String) {
    let parts = text.split(separator: "/", omittingEmptySubsequences: false)
    guard parts.count == 2, parts.allSatisfy({ !$0.isEmpty && $0.allSatisfy { ("0"..."9").contains($0) } }),
      let index = Int(parts[0]), let count = Int(parts[1])
    else { return nil }
    self.init(index, of: count)
  }

  private init(checked index: Int, of count: Int) {
    self.index = index
    self.count = count
  }

  /// The part's places in a list of `total` items, in order.
  public func indices(of total: Int) -> StrideTo<Int> { stride(from: index, to: max(total, index), by: count) }

  /// How many items of a list of `total` items the part has.
  public func size(of total: Int) -> Int { total > index ? (total - index - 1) / count + 1 : 0 }

  /// `I/N`.
  public var description: String { "\(index)/\(count)" }
}
