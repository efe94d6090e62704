public import Radiograph

/// How much one request, and all of them together, may ask for.
public struct ServingLimits: Sendable, Equatable {
  /// Bytes of a request's body, also once inflated.
  public var bodyBytes = 64 << 20
  /// Parts of a multipart body, and so files a request.
  public var parts = 32
  /// How long the head of a request may take to arrive, from the connection's beginning or the head's first byte.
  public var headerTime = Duration.seconds(5)
  /// How long a body may take to arrive.
  public var bodyTime = Duration.seconds(30)
  /// How long a connection may be silent.
  public var idleTime = Duration.seconds(30)
  /// How long a request may wait for its answer once its body is there.
  public var requestTime = Duration.seconds(10)
  /// Connections at a time.
  public var connections = 512
  /// Bytes of all headers of a request.
  public var headerBytes = 32 << 10
  /// Header fields of a request.
  public var headerFields = 100
  /// Pictures that wait at a time; more are answered with 503.
  public var queue = 64
  /// Bytes of bodies that are in memory at a time; more are answered with 503.
  public var bodiesInMemory = 512 << 20
  /// Requests a minute for each key, or each address without one; no limit where nil.
  public var requestsPerMinute: Int?
  /// What a picture may ask for.
  public var decoding = DecodingLimits.standard

  /// The limits that hold unless told otherwise.
  public init() {}
}
