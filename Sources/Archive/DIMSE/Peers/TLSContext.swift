import CArchive
import FoundationEssentials

/// Certificate, key and authorities as OpenSSL keeps them.
final class TLSContext: @unchecked Sendable {
  // Unchecked: OpenSSL's context is not changed once it is made, and may then be used on any thread.
  let pointer: OpaquePointer

  /// Which end of a connection it is for.
  enum End: Int32 { case requester, acceptor }

  /// Reads the files.
  init(_ files: TLSFiles, for end: End) throws(DIMSEError) {
    var message = [CChar](repeating: 0, count: Int(CARCHIVE_MESSAGE_SIZE))
    let pointer = carchive_tls_create(
      files.certificate.path, files.key.path, files.authorities?.path, end.rawValue, &message)
    guard let pointer else { throw .unusableTLS(String(terminated: message)) }
    self.pointer = pointer
  }

  deinit { carchive_tls_free(pointer) }
}
