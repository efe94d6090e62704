/// Where an application entity is: `AE@HOST:PORT` in text, and in configurations.
///
/// The host is a name or an IPv4 address: DCMTK 3.6.7 takes no other.
public struct PeerAddress: Sendable, Equatable, Hashable {
  /// A name or an IPv4 address.
  public var host: String
  /// 1 to 65535.
  public var port: Int
  /// The called AE title.
  public var aeTitle: String

  /// An address that is checked when it is called.
  public init(host: String, port: Int, aeTitle: String) {
    self.host = host
    self.port = port
    self.aeTitle = aeTitle
  }

  /// Whether title, host and port are such as can be called.
  var isValid: Bool {
    AETitle.isValid(aeTitle) && (1...65535).contains(port) && (1...60).contains(host.utf8.count)
      && host.utf8.allSatisfy { (0x21...0x7E).contains($0) && $0 != UInt8(ascii: ":") && $0 != UInt8(ascii: "@") }
  }
}

extension PeerAddress: LosslessStringConvertible {
  /// Reads `AE@HOST:PORT`; nil where it is something else.
  public init?(_ description: String) {
    guard let colon = description.lastIndex(of: ":"), let at = description[..<colon].lastIndex(of: "@"),
      let port = Int(description[description.index(after: colon)...])
    else { return nil }
    self.init(
      host: String(description[description.index(after: at)..<colon]), port: port, aeTitle: String(description[..<at]))
    guard isValid else { return nil }
  }

  /// `AE@HOST:PORT`.
  public var description: String { "\(aeTitle)@\(host):\(port)" }
}

extension PeerAddress: Codable {
  /// Reads the text form.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    let text = try container.decode(String.self)
    guard let address = PeerAddress(text) else {
      throw DecodingError.dataCorruptedError(in: container, debugDescription: "\(text) is not AE@HOST:PORT")
    }
    self = address
  }

  /// Writes the text form.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(description)
  }
}
