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
  public typealias Limits = MultipartReader.Limits

  /// What is read of the form.
  private struct Form {
    var parts: [Part] = []
    /// The part whose content comes.
    var current: Part?
  }

  private var reader: MultipartReader
  private var form = Form()

  /// A parser for a body with a content type.
  ///
  /// - Throws: ``HTTPBodyError/missingBoundary``.
  public init(contentType: String, limits: Limits) throws(HTTPBodyError) {
    reader = try MultipartReader(contentType: contentType, limits: limits)
  }

  /// The parts that are complete.
  public var parts: [Part] { form.parts }

  /// Takes the next piece of the body.
  ///
  /// - Throws: ``HTTPBodyError``.
  public mutating func append(_ piece: UnsafeRawBufferPointer) throws(HTTPBodyError) {
    try Self.read(piece, &reader, into: &form)
  }

  /// The parts, once the body has ended.
  ///
  /// - Throws: ``HTTPBodyError/truncated``.
  public consuming func finish() throws(HTTPBodyError) -> [Part] {
    let parts = form.parts
    try reader.finish()
    return parts
  }

  private static func read(
    _ piece: UnsafeRawBufferPointer, _ reader: inout MultipartReader, into form: inout Form
  ) throws(HTTPBodyError) {
    try reader.append(piece) { (event) throws(HTTPBodyError) in
      switch event {
      case .began(let headers): form.current = try part(headers)
      case .content(let bytes): form.current?.content.append(contentsOf: bytes)
      case .ended:
        if let part = form.current { form.parts.append(part) }
        form.current = nil
      }
    }
  }

  private static func part(_ headers: [String: String]) throws(HTTPBodyError) -> Part {
    let disposition = HeaderParameters(headers["content-disposition"] ?? "")
    guard disposition.value == "form-data", let name = disposition.values["name"] else {
      throw .malformed("a part has no name")
    }
    return Part(
      name: name, filename: disposition.values["filename"], contentType: headers["content-type"], content: Data())
  }
}
