/// How the cost of each phase grows with the number of pictures.
public struct ScaleReport: Sendable, Equatable, Encodable {
  /// What one phase took of one number of pictures.
  public struct Cost: Sendable, Equatable, Encodable {
    /// How many pictures there were.
    public let pictures: Int
    /// Milliseconds of all, with what a process takes to start.
    public let milliseconds: Double
    /// Milliseconds for each picture.
    public let millisecondsPerPicture: Double
    /// Milliseconds of processor time for each picture.
    public let processorMillisecondsPerPicture: Double
    /// Megabytes (2²⁰ bytes) resident at most.
    public let megabytes: Double

    private enum CodingKeys: String, CodingKey {
      case pictures, milliseconds, megabytes
      case millisecondsPerPicture = "milliseconds_per_picture"
      case processorMillisecondsPerPicture = "processor_milliseconds_per_picture"
    }

    init(pictures: Int, _ outcome: ChildProcess.Outcome) {
      self.pictures = pictures
      milliseconds = outcome.milliseconds
      millisecondsPerPicture = outcome.milliseconds / Double(pictures)
      processorMillisecondsPerPicture = outcome.processorMilliseconds / Double(pictures)
      megabytes = outcome.megabytes
    }
  }

  /// A phase at every number of pictures.
  public struct Phase: Sendable, Equatable, Encodable {
    /// What was done.
    public let name: String
    /// Its costs, the fewest pictures first.
    public internal(set) var costs: [Cost]

    /// The processor time of each picture among the most, as a share of that among the fewest.
    ///
    /// It is 1 where time does not grow, and less where many pictures share what a process takes to start.
    public var growth: Double? {
      guard let first = costs.first, let last = costs.last, costs.count > 1, first.processorMillisecondsPerPicture > 0
      else { return nil }
      return last.processorMillisecondsPerPicture / first.processorMillisecondsPerPicture
    }

    private enum CodingKeys: String, CodingKey { case name, costs, growth }

    /// Writes every key, `null` where there is only one number of pictures.
    public func encode(to encoder: any Encoder) throws {
      var container = encoder.container(keyedBy: CodingKeys.self)
      try container.encode(name, forKey: .name)
      try container.encode(costs, forKey: .costs)
      try container.encode(growth, forKey: .growth)
    }
  }

  /// Where it was measured.
  public let machine: Machine
  /// The model.
  public let model: String
  /// How many pictures were repeated.
  public let originals: Int
  /// The phases in their order.
  public internal(set) var phases: [Phase]
}
