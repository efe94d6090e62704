import Foundation
import Glibc

/// Keeps a second node away from a spool; the system drops it when the process ends, be it by a kill.
final class SpoolLock: Sendable {
  private let descriptor: Int32

  /// Takes the lock.
  ///
  /// - Throws: ``SpoolError/inUse(folder:)``, ``SpoolError/cannotOpen(folder:reason:)``.
  init(_ folder: SpoolFolder) throws(SpoolError) {
    let name = folder.url.lastPathComponent
    let descriptor = open(folder.lock.path, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else { throw .cannotOpen(folder: name, reason: String(cString: strerror(errno))) }
    guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else {
      close(descriptor)
      throw .inUse(folder: name)
    }
    self.descriptor = descriptor
  }

  deinit { close(descriptor) }
}
