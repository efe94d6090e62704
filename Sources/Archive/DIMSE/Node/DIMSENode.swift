import CArchive
import Foundation
public import Logging
import Synchronization

/// A DICOM node that answers C-ECHO and takes C-STORE (the SCP of the Verification and Storage service classes).
///
/// What it takes, from whom and within which limits is said by ``NodeOptions``; what becomes of the objects, by an
/// ``ObjectReceiver``.
public final class DIMSENode: Sendable {
  /// Where it listens.
  public let port: Int
  private let front: NodeFront

  /// Listens.
  ///
  /// Connections are taken once ``run()`` is called.
  public init(_ options: NodeOptions, receiver: any ObjectReceiver, logger: Logger) throws(DIMSEError) {
    guard carchive_prepare() != 0 else { throw .noDictionary }
    guard AETitle.isValid(options.aeTitle) else { throw .invalidTitle(options.aeTitle) }
    for title in options.callers.compactMap(\.aeTitle) where !AETitle.isValid(title) { throw .invalidTitle(title) }
    let tls: TLSContext? = if let files = options.tls { try TLSContext(files, for: .acceptor) } else { nil }
    var port = Int32(clamping: options.port)
    let listener = carchive_listen(options.host, &port)
    guard listener >= 0 else {
      throw .cannotListen(host: options.host, port: options.port, code: -listener)
    }
    self.port = Int(port)
    front = NodeFront(listener: listener, options: options, tls: tls, receiver: receiver, logger: logger)
  }

  /// Serves until the task is cancelled or ``stop()`` is called; returns once the last association has ended.
  ///
  /// Objects that are coming then have five seconds. To be called once.
  public func run() async {
    await withTaskCancellationHandler {
      await withCheckedContinuation { continuation in
        let thread = Thread { [front] in
          front.run()
          continuation.resume()
        }
        thread.name = "hilum-dimse-front"
        thread.start()
      }
    } onCancel: {
      front.stop()
    }
  }

  /// Ends ``run()``.
  public func stop() { front.stop() }
}
