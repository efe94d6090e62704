import CHTTPBody
import Foundation

/// Splits a multipart body (RFC 2046, section 5.1) into its parts as it arrives, piece by piece.
///
/// Content is handed on as it comes and not kept; no more than a boundary's length of it is held back. Preamble and
/// epilogue are passed over. Limits are checked with each piece.
public struct MultipartReader: Sendable {
  /// What a piece of the body brings.
  public enum Event {
    /// A part begins; its headers, names in lower case.
    case began(headers: [String: String])
    /// The next bytes of the part's content, valid while they are handed on.
    case content(UnsafeRawBufferPointer)
    /// The part is complete.
    case ended
  }

  /// What a body may ask for.
  public struct Limits: Sendable, Equatable {
    /// Bytes of the whole body.
    public var bytes: Int
    /// Parts.
    public var parts: Int
    /// Bytes of a part's headers, and of the preamble.
    public var headerBytes: Int

    /// Limits of your own.
    public init(bytes: Int, parts: Int = 64, headerBytes: Int = 8 << 10) {
      self.bytes = bytes
      self.parts = parts
      self.headerBytes = headerBytes
    }
  }

  /// Takes what a piece brings.
  public typealias Sink = (Event) throws(HTTPBodyError) -> Void

  private enum State { case preamble, afterBoundary, headers, content, end }

  private let limits: Limits
  /// CR LF and the boundary with its two dashes.
  private let delimiter: [UInt8]
  private var state = State.preamble
  /// Bytes that are not understood yet, outside of a part's content; in it, what may be the beginning of a delimiter.
  private var pending: [UInt8] = [13, 10]
  private var received = 0
  private var parts = 0

  /// A reader of a body with a content type.
  ///
  /// - Throws: ``HTTPBodyError/missingBoundary``.
  public init(contentType: String, limits: Limits) throws(HTTPBodyError) {
    guard let boundary = HeaderParameters(contentType).values["boundary"], (1...70).contains(boundary.utf8.count) else {
      throw .missingBoundary
    }
    self.limits = limits
    delimiter = Array("\r\n--\(boundary)".utf8)
  }

  /// Takes the next piece of the body.
  ///
  /// - Throws: ``HTTPBodyError``, also what the sink throws; the reader is of no use afterwards.
  public mutating func append(_ piece: UnsafeRawBufferPointer, to sink: Sink) throws(HTTPBodyError) {
    received += piece.count
    guard received <= limits.bytes else { throw .tooLarge(limit: limits.bytes) }
    if state == .content {
      try readContent(piece, sink)
    } else if state != .end {
      pending.append(contentsOf: piece)
    }
    while try advance(sink) {}
  }

  /// Ends the body.
  ///
  /// - Throws: ``HTTPBodyError/truncated``.
  public consuming func finish() throws(HTTPBodyError) {
    guard state == .end else { throw .truncated }
  }

  // MARK: - States

  /// Does one step with what is pending; false when more bytes are needed.
  private mutating func advance(_ sink: Sink) throws(HTTPBodyError) -> Bool {
    switch state {
    case .preamble: return try skipPreamble()
    case .afterBoundary: return try readBoundaryEnd()
    case .headers: return try readHeaders(sink)
    case .content, .end: return false
    }
  }

  private mutating func skipPreamble() throws(HTTPBodyError) -> Bool {
    guard let found = pending.firstRange(of: delimiter) else {
      guard pending.count <= limits.headerBytes else { throw .malformed("it does not begin with its boundary") }
      return false
    }
    pending.removeSubrange(..<found.upperBound)
    state = .afterBoundary
    return true
  }

  private mutating func readBoundaryEnd() throws(HTTPBodyError) -> Bool {
    guard pending.count >= 2 else { return false }
    let mark = pending.prefix(2)
    if mark == [45, 45] {
      state = .end
      pending = []
      return false
    }
    // Blanks may stand between a boundary and the end of its line.
    if mark[0] == 32 || mark[0] == 9 {
      pending.removeFirst()
      return true
    }
    guard mark == [13, 10] else { throw .malformed("something stands behind a boundary") }
    guard parts < limits.parts else { throw .tooManyParts(limit: limits.parts) }
    parts += 1
    // The line break stays, so that no header at all looks like any other end of headers.
    state = .headers
    return true
  }

  private mutating func readHeaders(_ sink: Sink) throws(HTTPBodyError) -> Bool {
    let blank: [UInt8] = [13, 10, 13, 10]
    guard let end = pending.firstRange(of: blank) else {
      guard pending.count <= limits.headerBytes else { throw .headersTooLarge(limit: limits.headerBytes) }
      return false
    }
    guard end.lowerBound <= limits.headerBytes else {
      throw .headersTooLarge(limit: limits.headerBytes)
    }
    try sink(.began(headers: Self.headers(pending[..<end.lowerBound])))
    let rest = Array(pending[end.upperBound...])
    pending = []
    state = .content
    try rest.span.bytes.withUnsafeBytes { (bytes) throws(HTTPBodyError) in try readContent(bytes, sink) }
    return state != .content
  }

  /// Hands on content up to the next delimiter if there is one, or else all but what may begin one.
  private mutating func readContent(_ piece: UnsafeRawBufferPointer, _ sink: Sink) throws(HTTPBodyError) {
    guard !pending.isEmpty else { return try readContent(piece, until: Self.offset(of: delimiter, in: piece), sink) }
    // A delimiter that begins in what was held back ends before this many bytes of the piece.
    let head = pending + piece.prefix(delimiter.count - 1)
    let held = pending.count
    pending = []
    try head.span.bytes.withUnsafeBytes { (head) throws(HTTPBodyError) in
      let found = Self.offset(of: delimiter, in: head)
      if found != nil || piece.count < delimiter.count {
        try readContent(head, until: found, sink)
        if found != nil { pending.append(contentsOf: piece.dropFirst(head.count - held)) }
      } else {
        try sink(.content(UnsafeRawBufferPointer(rebasing: head[..<held])))
        try readContent(piece, until: Self.offset(of: delimiter, in: piece), sink)
      }
    }
  }

  /// Hands on bytes up to where a delimiter was found among them; nil where none was.
  private mutating func readContent(
    _ bytes: UnsafeRawBufferPointer, until found: Int?, _ sink: Sink
  ) throws(HTTPBodyError) {
    let end = found ?? max(0, bytes.count - delimiter.count + 1)
    if end > 0 { try sink(.content(UnsafeRawBufferPointer(rebasing: bytes[..<end]))) }
    pending.append(contentsOf: bytes[(found.map { $0 + delimiter.count } ?? end)...])
    guard found != nil else { return }
    try sink(.ended)
    state = .afterBoundary
  }

  // MARK: - Bytes

  /// Where a pattern begins.
  private static func offset(of pattern: [UInt8], in bytes: UnsafeRawBufferPointer) -> Int? {
    pattern.withUnsafeBytes { pattern in
      let (bytes, pattern) = (bytes.bindMemory(to: UInt8.self), pattern.bindMemory(to: UInt8.self))
      guard let base = bytes.baseAddress,
        let found = chttpbody_find(base, bytes.count, pattern.baseAddress, pattern.count)
      else { return nil }
      return found - base
    }
  }

  private static func headers(_ lines: ArraySlice<UInt8>) throws(HTTPBodyError) -> [String: String] {
    var fields: [String: String] = [:]
    for line in String(decoding: lines, as: UTF8.self).split(separator: "\r\n") {
      guard let colon = line.firstIndex(of: ":") else { throw .malformed("a part's header has no colon") }
      fields[line[..<colon].lowercased()] = line[line.index(after: colon)...].trimmingCharacters(in: .whitespaces)
    }
    return fields
  }
}
