import Foundation

extension ServerState {
  /// Keeps a reading in the audit store, if there is one; returns when it is safe on the disk.
  func keep(_ result: ReadingResult, _ file: Data, _ context: ServerContext, index: Int?) async throws {
  }
}
