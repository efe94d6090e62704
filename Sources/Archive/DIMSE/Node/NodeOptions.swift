/// What our node is called, where it listens, and what it takes from whom.
public struct NodeOptions: Sendable {
  /// Someone who may call; what is nil may be anything.
  public struct Caller: Sendable, Equatable, Codable {
    /// The calling AE title.
    public var aeTitle: String?
    /// The address in digits.
    public var address: String?

    /// A title, an address, or both.
    public init(aeTitle: String? = nil, address: String? = nil) {
      self.aeTitle = aeTitle
      self.address = address
    }
  }

  /// A name or an address.
  public var host = "127.0.0.1"
  /// 0: any that is free.
  public var port: Int
  /// Ours; calls for another are rejected.
  public var aeTitle: String
  /// Who may call; everybody if empty.
  public var callers: [Caller] = []
  /// TLS instead of plain connections; with authorities, peers need a certificate of theirs.
  public var tls: TLSFiles?
  /// Bytes of a P-DATA-TF, 4,096 to 131,072.
  public var maximumPDU = 131_072
  /// At the same time; of one address three quarters as many.
  public var associations = 16
  /// Without a message, or with less than 1 KiB/s of one.
  public var idle: Duration = .seconds(30)
  /// Of a data set.
  public var objectBytes = 256 << 20

  /// The defaults, on this machine only.
  public init(port: Int = 0, aeTitle: String = "HILUM") {
    self.port = port
    self.aeTitle = aeTitle
  }

  /// Whether someone may call.
  func allows(aeTitle: String, address: String) -> Bool {
    callers.isEmpty
      || callers.contains { caller in
        (caller.aeTitle ?? aeTitle) == aeTitle && (caller.address ?? address) == address
      }
  }
}
