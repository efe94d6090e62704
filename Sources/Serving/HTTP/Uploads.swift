import Foundation
import HTTPBody
import HTTPTypes
import Hummingbird
import HummingbirdCore
import NIOCore

/// Reads what clients send: pictures as multipart fields or as raw bodies, and other bodies whole.
///
/// Every body is read piece by piece, and no more is kept than the limits allow.
struct Uploads: Sendable {
  let limits: ServingLimits
  let budget: MemoryBudget

  init(_ limits: ServingLimits) {
    self.limits = limits
    budget = MemoryBudget(limits.bodiesInMemory)
  }

  /// Refuses a request that declares more bytes than any may have.
  ///
  /// - Throws: `HTTPBodyError.tooLarge`.
  func checkLength(of request: Request) throws { _ = try declaredLength(of: request, limit: limits.bodyBytes) }

  /// The pictures of a request: those of the fields `file` of a form, or the raw body.
  ///
  /// - Throws: ``APIError``, `HTTPBodyError`.
  func pictures(of request: Request) async throws -> Upload {
    let type = HeaderParameters(request.headers[.contentType] ?? "")
    switch type.value {
    case "multipart/form-data":
      return try await form(of: request, contentType: request.headers[.contentType] ?? "")
    case "image/jpeg", "image/jpg", "image/png", "application/dicom", "application/octet-stream", "":
      let lease = MemoryLease(budget)
      let body = try await whole(request, limit: limits.bodyBytes, lease)
      guard !body.isEmpty else { throw APIError.noFile }
      return Upload(files: [body], lease: lease)
    default:
      throw APIError(
        .unsupportedMediaType, "unsupported_media_type",
        "the Content-Type must be multipart/form-data, image/jpeg, image/png or application/dicom")
    }
  }

  /// The only picture of a request.
  ///
  /// - Throws: ``APIError``, `HTTPBodyError`.
  func picture(of request: Request) async throws -> Upload {
    let upload = try await pictures(of: request)
    guard upload.files.count == 1 else {
      throw APIError.badRequest("too_many_files", "send one file; /predict takes several")
    }
    return upload
  }

  /// The whole body, which must not be longer than a limit.
  ///
  /// - Throws: ``APIError``, `HTTPBodyError.tooLarge`.
  func whole(_ request: Request, limit: Int) async throws -> Data {
    try await whole(request, limit: limit, MemoryLease(budget))
  }

  private func whole(_ request: Request, limit: Int, _ lease: MemoryLease) async throws -> Data {
    var body = Data()
    if let length = try declaredLength(of: request, limit: limit) { body.reserveCapacity(min(length, 1 << 20)) }
    try await forEachPiece(of: request, lease) { piece in
      guard body.count + piece.count <= limit else { throw HTTPBodyError.tooLarge(limit: limit) }
      body.append(contentsOf: piece)
    }
    return body
  }

  private func form(of request: Request, contentType: String) async throws -> Upload {
    var parser = try MultipartParser(
      contentType: contentType, limits: .init(bytes: limits.bodyBytes, parts: limits.parts))
    let lease = MemoryLease(budget)
    try await forEachPiece(of: request, lease) { try parser.append($0) }
    let files = try parser.finish().filter { $0.name == "file" }.map(\.content)
    guard !files.isEmpty else { throw APIError.noFile }
    return Upload(files: files, lease: lease)
  }

  /// The length that the request declares, if any.
  private func declaredLength(of request: Request, limit: Int) throws -> Int? {
    guard let length = request.headers[.contentLength].flatMap({ Int($0) }) else { return nil }
    guard length <= limit else { throw HTTPBodyError.tooLarge(limit: limit) }
    return max(0, length)
  }

  private func forEachPiece(
    of request: Request, _ lease: MemoryLease, _ body: (UnsafeRawBufferPointer) throws -> Void
  ) async throws {
    let deadline = ContinuousClock.now + limits.bodyTime
    var pieces = request.body.makeAsyncIterator()
    while let piece = try await Self.next(&pieces) {
      try lease.grow(by: piece.readableBytes)
      try piece.withUnsafeReadableBytes { try body($0) }
      guard ContinuousClock.now < deadline else { throw APIError.slowBody }
    }
  }

  /// The next piece of a body; that the client has gone is no failure of the server's.
  private static func next(_ pieces: inout RequestBody.AsyncIterator) async throws -> ByteBuffer? {
    do {
      return try await pieces.next()
    } catch {
      throw APIError.badRequest("connection_lost", "the connection ended before the body did")
    }
  }
}
