import Dispatch
import Foundation
import Glibc

/// Tells the node that uses a spool that another process has changed something: a pipe with a name in the spool's folder.
final class SpoolBell {
  private let source: any DispatchSourceRead

  /// Calls `ringing` whenever someone rings, from a queue of its own; nil where no pipe can be made.
  init?(_ folder: SpoolFolder, ringing: @escaping @Sendable () -> Void) {
    let path = folder.bell.path
    unlink(path)
    // Open for writing too, so that it never is at its end.
    guard mkfifo(path, 0o600) == 0 else { return nil }
    let descriptor = open(path, O_RDWR | O_NONBLOCK | O_CLOEXEC | O_NOFOLLOW)
    guard descriptor >= 0 else { return nil }
    let source = DispatchSource.makeReadSource(fileDescriptor: descriptor, queue: DispatchQueue(label: "hilum.bell"))
    source.setEventHandler {
      var bytes = [UInt8](repeating: 0, count: 256)
      while read(descriptor, &bytes, bytes.count) > 0 {}
      ringing()
    }
    source.setCancelHandler { close(descriptor) }
    source.resume()
    self.source = source
  }

  deinit { source.cancel() }

  /// Rings, if some node listens; what stands there and is no pipe is left alone.
  static func ring(_ folder: SpoolFolder) {
    let descriptor = open(folder.bell.path, O_WRONLY | O_NONBLOCK | O_CLOEXEC | O_NOFOLLOW)
    guard descriptor >= 0 else { return }
    defer { close(descriptor) }
    var status = stat()
    guard fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFIFO else { return }
    var byte: UInt8 = 1
    _ = write(descriptor, &byte, 1)
  }
}
