import Dispatch
import Files
import Foundation
import ResultObjects

/// Reads what objects say of themselves, one after the other: the whole file, and what a deflated data set inflates to, lie in
/// memory meanwhile.
final class SourceOpener: Sendable {
  private let queue = DispatchQueue(label: "hilum.source")
  private let limit: Int

  /// An opener of files of at most `limit` bytes.
  init(limit: Int) { self.limit = limit }

  /// What the object in a file says of itself, and its bytes; blocks.
  ///
  /// - Throws: `FileError`; `RadiographError` and `ResultError` as `SourceObject(contentsOf:)` does.
  func open(_ file: URL) throws -> (source: SourceObject, byteCount: Int) {
    try queue.sync {
      let bytes = try FileReading.array(of: file, limit: limit)
      return (try SourceObject(contentsOf: bytes), bytes.count)
    }
  }

  /// What the object in a file says of itself.
  ///
  /// - Throws: as ``open(_:)``.
  func source(of file: URL) async throws -> SourceObject {
    try await withCheckedThrowingContinuation { continuation in
      queue.async { [limit] in
        continuation.resume(
          with: Result { try SourceObject(contentsOf: FileReading.array(of: file, limit: limit)) })
      }
    }
  }
}
