/// A request's place in a distributed trace, as W3C's `traceparent` header tells it.
struct TraceParent: Sendable, Equatable {
  /// The trace: 32 hexadecimal digits.
  let traceID: String
  /// The caller's span: 16 hexadecimal digits.
  let parentID: String

  /// Reads a header; nil where it does not follow the recommendation.
  init?(_ header: String?) {
    guard let header, header.utf8.count <= 512 else { return nil }
    let fields = header.split(separator: "-", omittingEmptySubsequences: false)
    guard fields.count >= 4, fields[0].count == 2, fields[0] != "ff", fields[1].count == 32, fields[2].count == 16,
      fields[0...2].joined().allSatisfy({ $0.isASCII && $0.isHexDigit && !$0.isUppercase }),
      fields[1].contains(where: { $0 != "0" }), fields[2].contains(where: { $0 != "0" })
    else { return nil }
    traceID = String(fields[1])
    parentID = String(fields[2])
  }
}
