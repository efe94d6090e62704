extension Decoder {
  /// Refuses an object that has a key of another name, so that a misspelt one can't pass for one left out.
  package func refuseKeys(otherThan allowed: [String]) throws {
    let container = try container(keyedBy: AnyKey.self)
    guard let stranger = container.allKeys.first(where: { !allowed.contains($0.stringValue) }) else { return }
    throw DecodingError.dataCorrupted(
      .init(
        codingPath: codingPath + [stranger],
        debugDescription: "unknown key '\(stranger.stringValue)'; "
          + (allowed.isEmpty ? "none is expected here" : "expected: \(allowed.sorted().joined(separator: ", "))")))
  }
}

/// A coding key of any name.
private struct AnyKey: CodingKey {
  let stringValue: String
  var intValue: Int? { nil }

  init?(stringValue: String) { self.stringValue = stringValue }
  init?(intValue: Int) { nil }
}
