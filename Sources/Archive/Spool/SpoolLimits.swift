/// How much a spool may hold, and how long it keeps it.
public struct SpoolLimits: Sendable, Equatable {
  /// Bytes that must be free on the disk for another object to be taken.
  public var minimumFreeBytes = 2 << 30
  /// Bytes of objects and results that the spool holds at most; no limit where nil.
  public var maximumBytes: Int?
  /// How long the files of an object are kept once its results are delivered.
  public var keepFiles = Duration.seconds(86_400)
  /// How long the record of an object is kept once its results are delivered.
  public var keepRecords = Duration.seconds(365 * 86_400)

  /// The limits that hold unless told otherwise.
  public init() {}
}
