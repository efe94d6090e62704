/// The part of every batch that one of several ranks takes; parts differ by one sample at most.
public struct BatchPart: Sendable, Hashable {
  /// Which of the parts it is, from 0.
  public let index: Int
  /// How many parts there are.
  public let count: Int

  /// A part of several.
  public init(_ index: Int, of count: Int) {
    self.index = index
    self.count = max(1, count)
  }

  /// The whole batch.
  public static let whole = BatchPart(0, of: 1)

  /// All parts but this one.
  var others: [BatchPart] { (0..<count).filter { $0 != index }.map { BatchPart($0, of: count) } }

  /// The places that belong to the part, of those of a batch; none where there are fewer places than parts.
  package func places(in batch: Range<Int>) -> Range<Int> {
    let (first, last) = (batch.count * index / count, batch.count * (index + 1) / count)
    return batch.lowerBound + first..<batch.lowerBound + last
  }
}
