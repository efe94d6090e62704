import CHTTPBody
public import Foundation

/// Reads a multipart/form-data body (RFC 7578) as it arrives, piece by piece.
///
/// A file's bytes are copied once, into its part; nothing is set aside before bytes have come, and limits are checked with
/// each piece.
public struct MultipartParser: Sendable {
  /// A field of the form.
  public struct Part: Sendable, Equatable {
    /// The field's name.
    public let name: String
    /// The file's name, if it is a file.
    public let filename: String?
    /// The part's content type.
    public let contentType: String?
    /// The content.
    public var content: Data
  }

  /// What a body may ask for.
  public struct Limits: Sendable, Equatable {
    /// Bytes of the whole body.
    public var bytes: Int
    /// Parts.
    public var parts: Int
    /// Bytes of a part's headers.
    public var headerBytes: Int

    /// Limits of your own.
    public init(bytes: Int, parts: Int = 64, headerBytes: Int = 8 << 10) {
      self.bytes = bytes
      self.parts = parts
      self.headerBytes = headerBytes
    }
  }

  private enum State { case preamble, afterBoundary, headers, content, end }

  private let limits: Limits
  /// CR LF and the boundary with its two dashes.
  private let delimiter: Data
  private var state = State.preamble
  /// Bytes that are not understood yet, outside of a part's content.
  private var pending = Data([13, 10])
  private var current: Part?
  private var received = 0
  /// The parts that are complete.
  public private(set) var parts: [Part] = []

  /// A parser for a body with a content type.
  ///
  /// - Throws: ``HTTPBodyError/missingBoundary``.
  public init(contentType: String, limits: Limits) throws(HTTPBodyError) {
    guard let boundary = HeaderParameters(contentType).values["boundary"], (1...70).contains(boundary.utf8.count) else {
      throw .missingBoundary
    }
    self.limits = limits
    delimiter = Data("\r\n--\(boundary)".utf8)
  }

  /// Takes the next piece of the body.
  ///
  /// - Throws: ``HTTPBodyError``.
  public mutating func append(_ piece: UnsafeRawBufferPointer) throws(HTTPBodyError) {
    received += piece.count
    guard received <= limits.bytes else { throw .tooLarge(limit: limits.bytes) }
    if state == .content {
      appendContent(piece)
    } else if state != .end {
      pending.append(contentsOf: piece)
    }
    while try advance() {}
  }

  /// The parts, once the body has ended.
  ///
  /// - Throws: ``HTTPBodyError/truncated``.
  public consuming func finish() throws(HTTPBodyError) -> [Part] {
    guard state == .end else { throw .truncated }
    return parts
  }

  // MARK: - States

  /// Does one step with what is pending; false when more bytes are needed.
  private mutating func advance() throws(HTTPBodyError) -> Bool {
    switch state {
    case .preamble: return try skipPreamble()
    case .afterBoundary: return try readBoundaryEnd()
    case .headers: return try readHeaders()
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
    let mark = [UInt8](pending.prefix(2))
    if mark == [45, 45] {
      state = .end
      pending = Data()
      return false
    }
    // Blanks may stand between a boundary and the end of its line.
    if mark[0] == 32 || mark[0] == 9 {
      pending.removeFirst()
      return true
    }
    guard mark == [13, 10] else { throw .malformed("something stands behind a boundary") }
    guard parts.count < limits.parts else { throw .tooManyParts(limit: limits.parts) }
    // The line break stays, so that no header at all looks like any other end of headers.
    state = .headers
    return true
  }

  private mutating func readHeaders() throws(HTTPBodyError) -> Bool {
    let blank = Data([13, 10, 13, 10])
    guard let end = pending.firstRange(of: blank) else {
      guard pending.count <= limits.headerBytes else { throw .headersTooLarge(limit: limits.headerBytes) }
      return false
    }
    guard end.lowerBound - pending.startIndex <= limits.headerBytes else {
      throw .headersTooLarge(limit: limits.headerBytes)
    }
    current = try Self.part(headers: pending[..<end.lowerBound])
    let rest = Data(pending[end.upperBound...])
    pending = Data()
    state = .content
    rest.withUnsafeBytes { appendContent($0) }
    return state != .content
  }

  /// Adds bytes to the part's content, up to the next delimiter if it is among them.
  private mutating func appendContent(_ bytes: UnsafeRawBufferPointer) {
    guard var part = current else { return }
    current = nil  // so that the content is not copied
    let searched = max(0, part.content.count - delimiter.count + 1)
    part.content.append(contentsOf: bytes)
    let length = part.content.count
    guard let found = Self.offset(of: delimiter, in: part.content, from: searched) else {
      current = part
      return
    }
    let rest = found + delimiter.count
    pending = rest < length ? part.content.subdata(in: rest..<length) : Data()
    part.content.removeSubrange(found...)
    parts.append(part)
    state = .afterBoundary
  }

  /// Where a pattern begins, looked for from an offset.
  private static func offset(of pattern: Data, in bytes: Data, from start: Int) -> Int? {
    bytes.withUnsafeBytes { bytes in
      pattern.withUnsafeBytes { pattern in
        let (bytes, pattern) = (bytes.bindMemory(to: UInt8.self), pattern.bindMemory(to: UInt8.self))
        guard start < bytes.count, let base = bytes.baseAddress,
          let found = chttpbody_find(base + start, bytes.count - start, pattern.baseAddress, pattern.count)
        else { return nil }
        return found - UnsafePointer(base)
      }
    }
  }

  private static func part(headers: Data) throws(HTTPBodyError) -> Part {
    var fields: [String: String] = [:]
    for line in String(decoding: headers, as: UTF8.self).split(separator: "\r\n") {
      guard let colon = line.firstIndex(of: ":") else { throw .malformed("a part's header has no colon") }
      fields[line[..<colon].lowercased()] = line[line.index(after: colon)...].trimmingCharacters(in: .whitespaces)
    }
    let disposition = HeaderParameters(fields["content-disposition"] ?? "")
    guard disposition.value == "form-data", let name = disposition.values["name"] else {
      throw .malformed("a part has no name")
    }
    return Part(
      name: name, filename: disposition.values["filename"], contentType: fields["content-type"], content: Data())
  }
}
