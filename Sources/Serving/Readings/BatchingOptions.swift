/// How pictures are gathered into batches for the network.
public struct BatchingOptions: Sendable, Equatable {
  /// Pictures in a batch at most.
  public var size: Int
  /// How long the first of a batch waits at most for others that are on their way.
  public var delay: Duration

  /// Options of your own.
  ///
  /// Without arguments, pictures are not held back: on a processor a batch is hardly cheaper than its pictures one by one.
  public init(size: Int = 8, delay: Duration = .zero) {
    self.size = size
    self.delay = delay
  }
}
