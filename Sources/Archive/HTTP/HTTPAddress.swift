import Foundation

/// Which addresses results and questions are sent to.
enum HTTPAddress {
  /// Why an address is not used.
  enum Problem: Error, Equatable {
    /// It can't be used; why.
    case invalid(String)
    /// Plain HTTP to a host that is not this machine.
    case plainHTTP(host: String)
  }

  /// Checks that an address names a host, no user, and HTTPS; or HTTP on this machine, or wherever that is allowed.
  ///
  /// - Throws: ``Problem``.
  static func check(_ url: URL, allowsPlainHTTP: Bool) throws(Problem) {
    guard let parts = URLComponents(url: url, resolvingAgainstBaseURL: true), let host = parts.host, !host.isEmpty
    else { throw .invalid("it names no host") }
    guard parts.user == nil, parts.password == nil else { throw .invalid("user and password don't belong in it") }
    switch parts.scheme?.lowercased() {
    case "https": break
    case "http": guard allowsPlainHTTP || isLoopback(host) else { throw .plainHTTP(host: host) }
    default: throw .invalid("it is neither https nor http")
    }
  }

  /// Whether a host is this machine, by a name or an address that can't be another's.
  private static func isLoopback(_ host: String) -> Bool {
    let host = host.lowercased().trimmingCharacters(in: CharacterSet(charactersIn: "[]"))
    if host == "localhost" || host == "::1" { return true }
    let numbers = host.split(separator: ".", omittingEmptySubsequences: false)
    return numbers.count == 4 && numbers[0] == "127" && numbers.allSatisfy { UInt8($0) != nil }
  }
}
