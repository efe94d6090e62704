import CArchive
import Foundation
import Glibc
import Logging
import Synchronization

/// The node's own thread, which takes connections and gives a thread to those that have asked for an association.
///
/// So a peer that says nothing, or that dawdles over its TLS handshake, keeps nobody waiting.
final class NodeFront: Sendable {
  /// How long an object that is coming has, once the node is to stop.
  private static let grace: Duration = .seconds(5)

  private let listener: Int32
  private let wake: (read: Int32, write: Int32)
  private let options: NodeOptions
  private let tls: TLSContext?
  private let receiver: any ObjectReceiver
  private let logger: Logger
  private let associations: AssociationTable
  private let isStopping = Atomic(false)

  init(listener: Int32, options: NodeOptions, tls: TLSContext?, receiver: any ObjectReceiver, logger: Logger) {
    self.listener = listener
    self.options = options
    self.tls = tls
    self.receiver = receiver
    self.logger = logger
    associations = AssociationTable(limit: options.associations)
    var ends: [Int32] = [-1, -1]
    pipe(&ends)
    wake = (ends[0], ends[1])
  }

  deinit {
    close(listener)
    close(wake.read)
    close(wake.write)
  }

  /// Ends `run`, after the objects that are coming.
  func stop() {
    isStopping.store(true, ordering: .sequentiallyConsistent)
    var byte: UInt8 = 0
    _ = write(wake.write, &byte, 1)
  }

  /// Serves until it is stopped; blocks.
  func run() {
    var pending = PendingConnections()
    while !isStopping.load(ordering: .sequentiallyConsistent) {
      let ready = wait(for: pending)
      for polled in ready where polled.fd != listener && polled.fd != wake.read { advance(polled.fd, &pending) }
      pending.expire()
      if ready.contains(where: { $0.fd == listener }) { take(&pending) }
    }
    associations.stop()
    let end = ContinuousClock.now + Self.grace
    while !associations.isEmpty, .now < end { usleep(10_000) }
    associations.interrupt()
    while !associations.isEmpty { usleep(10_000) }
  }

  // MARK: - Connections

  /// Those that something can be done about.
  private func wait(for pending: PendingConnections) -> [pollfd] {
    var polled = [
      pollfd(fd: listener, events: Int16(POLLIN), revents: 0), pollfd(fd: wake.read, events: Int16(POLLIN), revents: 0),
    ]
    for (socket, connection) in pending.all {
      polled.append(pollfd(fd: socket, events: connection.events, revents: 0))
    }
    let timeout = pending.nextDeadline.map { (ContinuousClock.now.duration(to: $0)) }
    let milliseconds =
      timeout.map {
        min(max(0, $0.components.seconds * 1000 + $0.components.attoseconds / 1_000_000_000_000_000 + 1), 60_000)
      } ?? -1
    guard poll(&polled, nfds_t(polled.count), Int32(milliseconds)) > 0 else { return [] }
    return polled.filter { $0.revents != 0 }
  }

  /// Takes the connections that wait.
  private func take(_ pending: inout PendingConnections) {
    var address = [CChar](repeating: 0, count: Int(CARCHIVE_ADDRESS_SIZE))
    for _ in 0..<64 {
      let socket = carchive_take(listener, &address)
      if socket == -EMFILE || socket == -ENFILE {
        // Not to be asked again at once for the same connection.
        pending.giveUp()
        usleep(10_000)
        return
      }
      guard socket >= 0 else { return }
      guard let channel = Channel(socket: socket, tls: tls) else { return }
      pending.add(channel, from: String(terminated: address))
      // Most have sent their request by now.
      advance(channel.socket, &pending)
    }
  }

  /// Goes on with a connection.
  private func advance(_ socket: Int32, _ pending: inout PendingConnections) {
    guard let connection = pending.all[socket] else { return }
    guard !connection.isParting else {
      var scratch = [UInt8](repeating: 0, count: 4096)
      let count = recv(socket, &scratch, scratch.count, 0)
      if count == 0 || (count < 0 && errno != EAGAIN && errno != EINTR) { pending.remove(socket) }
      return
    }
    switch connection.channel.advance() {
    case CARCHIVE_AWAITS_BYTES: pending.set(POLLIN, of: socket)
    case CARCHIVE_AWAITS_ROOM: pending.set(POLLOUT, of: socket)
    case CARCHIVE_HAS_REQUEST:
      switch begin(connection) {
      case .success: pending.remove(socket)
      case .failure(let rejection):
        connection.channel.reject(rejection)
        pending.part(with: socket)
      }
    default:
      let reason = connection.channel.failure
      logger.log(
        level: reason.isEmpty ? .debug : .info, "connection without association",
        metadata: ["peer": "\(connection.address)", "reason": "\(connection.channel.failure)"])
      pending.remove(socket)
    }
  }

  // MARK: - Associations

  /// Gives the association a thread if it may have one.
  private func begin(_ connection: PendingConnections.Connection) -> Result<Void, AssociationRejection> {
    let request: AssociationRequest
    do throws(AssociationRejection) {
      request = try AssociationRequest(connection.channel.request)
      try check(request, from: connection.address)
      let entry = AssociationTable.Entry(channel: connection.channel, address: connection.address)
      guard associations.admit(entry) else { throw .localLimit }
    } catch {
      logger.info("association rejected", metadata: ["peer": "\(connection.address)", "reason": "\(error)"])
      return .failure(error)
    }
    let thread = Thread { [self] in serve(connection.channel, request.callingAE, connection.address) }
    thread.name = "hilum-dimse"
    thread.stackSize = 8 << 20
    thread.start()
    return .success(())
  }

  private func check(_ request: AssociationRequest, from address: String) throws(AssociationRejection) {
    guard request.calledAE == options.aeTitle else { throw .calledTitle }
    guard AETitle.isValid(request.callingAE), options.allows(aeTitle: request.callingAE, address: address) else {
      throw .callingTitle
    }
  }

  private func serve(_ channel: Channel, _ callingAE: String, _ address: String) {
    let provider = StorageProvider(receiver: receiver, callingAE: callingAE, address: address)
    let (ending, reason) = provider.serve(channel, options)
    let metadata: Logger.Metadata = ["calling_ae": "\(callingAE)", "peer": "\(address)"]
    switch ending {
    case CARCHIVE_RELEASED: logger.debug("association released", metadata: metadata)
    case CARCHIVE_ABORTED: logger.info("association aborted by the peer", metadata: metadata)
    case CARCHIVE_STOPPED: logger.info("association stopped", metadata: metadata)
    case CARCHIVE_IDLE: logger.info("association ended, as no message came", metadata: metadata)
    default: logger.warning("association broken: \(reason)", metadata: metadata)
    }
    associations.remove(channel)
  }
}
