/// What is taken of a DICOMweb server's answers, and how long they are waited for.
public struct DICOMwebLimits: Sendable, Equatable {
  /// How long a request may take, from its first byte to the answer's last.
  public var time: Duration
  /// Bytes of an answer in JSON.
  public var jsonBytes: Int
  /// Bytes of one object.
  public var objectBytes: Int
  /// Objects of one retrieval.
  public var objects: Int
  /// Bytes of one retrieval.
  public var retrievalBytes: Int
  /// Matches of one search.
  public var matches: Int

  /// Limits of your own.
  public init(
    time: Duration = .seconds(60), jsonBytes: Int = 8 << 20, objectBytes: Int = 256 << 20, objects: Int = 64,
    retrievalBytes: Int = 1 << 30, matches: Int = 500
  ) {
    self.time = time
    self.jsonBytes = jsonBytes
    self.objectBytes = objectBytes
    self.objects = objects
    self.retrievalBytes = retrievalBytes
    self.matches = matches
  }
}
