public import FoundationEssentials

/// How a network is to be run.
public struct EngineOptions: Sendable, Equatable {
  /// Where it runs.
  public enum Device: String, Sendable, Equatable, CaseIterable {
    /// The processor.
    case cpu = "CPU"
    /// An Intel graphics processor.
    case gpu = "GPU"
  }

  /// What is to be short.
  public enum Mode: String, Sendable, Equatable, CaseIterable {
    /// The time of one run: all cores work on it together.
    case latency = "LATENCY"
    /// The time of many runs: several go on side by side, each with fewer cores.
    case throughput = "THROUGHPUT"
  }

  /// Where the network runs.
  public var device: Device
  /// The arithmetic in which it runs.
  public var precision: Precision
  /// Whether one answer or many should be quick.
  public var mode: Mode
  /// Threads to use; all cores where nil.
  public var threads: Int?
  /// Runs that go on side by side; what suits the mode where nil.
  public var streams: Int?
  /// Directory for compiled models, which make the next start several times as fast; none where nil.
  public var cache: URL?

  /// Makes options; by default exact arithmetic on the processor, quick for one image, without a cache.
  public init(
    device: Device = .cpu, precision: Precision = .f32, mode: Mode = .latency, threads: Int? = nil,
    streams: Int? = nil, cache: URL? = nil
  ) {
    self.device = device
    self.precision = precision
    self.mode = mode
    self.threads = threads
    self.streams = streams
    self.cache = cache
  }
}
