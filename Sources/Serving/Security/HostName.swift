import NIOCore

/// A host and its port as they stand in a `Host` header, in `Origin`, or among the options.
struct HostName: Hashable, Sendable {
  /// The name in small letters, or the IP address as the system writes it; without brackets.
  let name: String
  /// The port; nil where none is said.
  let port: Int?

  /// Understands `name`, `name:port`, `[IPv6]` and `[IPv6]:port`; nil for what is none of these.
  init?(_ authority: String) {
    let isBracketed = authority.hasPrefix("[")
    let end =
      isBracketed
      ? authority.firstIndex(of: "]").map { authority.index(after: $0) } : authority.firstIndex(of: ":")
    let name = authority[..<(end ?? authority.endIndex)]
    let rest = authority[name.endIndex...]
    if rest.isEmpty {
      port = nil
    } else {
      guard rest.first == ":", let number = UInt16(rest.dropFirst()) else { return nil }
      port = Int(number)
    }
    if isBracketed {
      guard name.hasSuffix("]") else { return nil }
      self.name = Self.canonical(String(name.dropFirst().dropLast()))
    } else {
      self.name = Self.canonical(String(name))
    }
    guard !self.name.isEmpty else { return nil }
  }

  /// One form for all ways to write a name or an address.
  static func canonical(_ name: String) -> String {
    if let address = try? SocketAddress(ipAddress: name, port: 0) { return text(of: address) ?? name }
    let small = name.lowercased()
    return small.hasSuffix(".") ? String(small.dropLast()) : small
  }

  /// The IP address of one end of a connection; an IPv4 address in IPv6's clothes is one of IPv4.
  static func text(of address: SocketAddress?) -> String? {
    guard let text = address?.ipAddress else { return nil }
    let mapped = "::ffff:"
    return text.hasPrefix(mapped) && text.contains(".") ? String(text.dropFirst(mapped.count)) : text
  }
}
