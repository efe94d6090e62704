/// An answer's status that is no success (RFC 9110, section 15).
struct HTTPFailure: Sendable, Equatable {
  /// The status code.
  let status: Int

  /// Whether the same request would fail again: 4xx, but for those that ask for patience (408, 425, 429), and a credential
  /// that is not taken (401, 403) until someone renews it.
  var isPermanent: Bool { (400..<500).contains(status) && ![401, 403, 408, 425, 429].contains(status) }
}
