import Foundation
import NIOCore

/// Files as a body of multipart/related (RFC 2387), read while they are sent.
struct MultipartUpload: Sendable {
  /// What stands between the parts.
  let boundary: String
  private let files: [(url: URL, byteCount: Int)]

  private static let pieceBytes = 256 << 10

  /// A body of files.
  ///
  /// - Throws: ``DICOMwebError/localFile(_:)`` where one is missing.
  init(_ files: [URL]) throws(DICOMwebError) {
    boundary = "hilum-\(UUID().uuidString)"
    var listed: [(url: URL, byteCount: Int)] = []
    for url in files {
      guard let byteCount = try? url.resourceValues(forKeys: [.fileSizeKey]).fileSize else {
        throw .localFile("'\(url.lastPathComponent)' can't be read")
      }
      listed.append((url, byteCount))
    }
    self.files = listed
  }

  /// Bytes of the whole body.
  var byteCount: Int {
    files.reduce(end.utf8.count) { $0 + head.utf8.count + $1.byteCount + Self.lineBreak.utf8.count }
  }

  /// The Content-Type; the boundary is of letters that need no quotes, the type's slash does.
  var contentType: String { "multipart/related; type=\"application/dicom\"; boundary=\(boundary)" }

  private static let lineBreak = "\r\n"
  private var head: String { "--\(boundary)\r\nContent-Type: application/dicom\r\n\r\n" }
  private var end: String { "--\(boundary)--\r\n" }
}

extension MultipartUpload: AsyncSequence {
  typealias Element = ByteBuffer

  /// The body, piece by piece.
  struct AsyncIterator: AsyncIteratorProtocol {
    private let upload: MultipartUpload
    private var next = 0
    private var open: (handle: FileHandle, left: Int)?
    private var isAtEnd = false

    init(_ upload: MultipartUpload) { self.upload = upload }

    /// - Throws: ``DICOMwebError/localFile(_:)`` where a file is no longer what it was.
    mutating func next() async throws -> ByteBuffer? {
      if let (handle, left) = open, left > 0 {
        guard let piece = try? handle.read(upToCount: Swift.min(left, MultipartUpload.pieceBytes)), !piece.isEmpty
        else {
          throw DICOMwebError.localFile("a file became shorter while it was sent")
        }
        open = (handle, left - piece.count)
        return ByteBuffer(bytes: piece)
      }
      if open != nil {
        open = nil
        return ByteBuffer(string: MultipartUpload.lineBreak)
      }
      if next < upload.files.count {
        let (url, byteCount) = upload.files[next]
        next += 1
        guard let handle = try? FileHandle(forReadingFrom: url) else {
          throw DICOMwebError.localFile("'\(url.lastPathComponent)' can't be read")
        }
        open = (handle, byteCount)
        return ByteBuffer(string: upload.head)
      }
      guard !isAtEnd else { return nil }
      isAtEnd = true
      return ByteBuffer(string: upload.end)
    }
  }

  func makeAsyncIterator() -> AsyncIterator { AsyncIterator(self) }
}
