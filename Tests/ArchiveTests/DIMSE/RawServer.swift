import Foundation
import Glibc
import Synchronization

/// A peer that accepts one association with context 1, takes a request, and then sends the same bytes again and again.
final class RawServer: Sendable {
  /// The port of this machine at which it listens.
  let port: Int
  private let listener: Int32
  private let isOver = Atomic(false)

  /// Listens, and answers on a thread of its own.
  ///
  /// - Parameters:
  ///   - response: the PDUs that are sent, given the request's message identifier and command field.
  ///   - pause: after each piece.
  ///   - piece: so many bytes are sent at a time; all of them where nil.
  init(
    pause: Duration, piece: Int? = nil,
    _ response: @escaping @Sendable (_ message: [UInt8], _ field: [UInt8]) -> [UInt8]
  ) throws {
    listener = Glibc.socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
    var size = socklen_t(MemoryLayout<sockaddr_in>.size)
    let listener = listener
    let result = withUnsafeMutablePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { address in
        bind(listener, address, size) == 0 && listen(listener, 4) == 0 && getsockname(listener, address, &size) == 0
      }
    }
    guard result else { throw POSIXError(POSIXErrorCode(rawValue: errno) ?? .EIO) }
    port = Int(UInt16(bigEndian: address.sin_port))
    Thread.detachNewThread { [self] in
      let socket = accept(listener, nil, nil)
      guard socket >= 0 else { return }
      let peer = RawPeer(socket: socket)
      guard let request = peer.receive(), request.type == 0x01, peer.send(PDU.associateAccept(request.body)),
        let (_, command) = peer.receive(), let message = PDU.value(of: 0x0110, in: command),
        let field = PDU.value(of: 0x0100, in: command)
      else { return }
      let bytes = response(message, field)
      while !isOver.load(ordering: .relaxed) {
        for start in stride(from: 0, to: bytes.count, by: piece ?? bytes.count) {
          guard peer.send(Array(bytes[start..<min(bytes.count, start + (piece ?? bytes.count))])) else { return }
          Thread.sleep(forTimeInterval: pause / .seconds(1))
        }
      }
    }
  }

  /// Lets the thread end.
  func stop() {
    isOver.store(true, ordering: .relaxed)
    shutdown(listener, Int32(SHUT_RDWR))
  }

  deinit { close(listener) }
}

extension PDU {
  /// An A-ASSOCIATE-AC for context 1, in Implicit VR Little Endian, with the titles of a request.
  static func associateAccept(_ request: [UInt8]) -> [UInt8] {
    pdu(
      0x02,
      [0, 1, 0, 0] + request[4..<36] + [UInt8](repeating: 0, count: 32)
        + item(0x10, Array("1.2.840.10008.3.1.1.1".utf8))
        + item(0x21, [1, 0, 0, 0] + item(0x40, Array("1.2.840.10008.1.2".utf8)))
        + item(0x50, item(0x51, big(16384)) + item(0x52, Array("1.2.3".utf8))))
  }

  /// A response without a data set.
  static func response(_ sopClass: String, to message: [UInt8], _ field: [UInt8], status: UInt16) -> [UInt8] {
    let body =
      element(0x0002, Array((sopClass + (sopClass.utf8.count % 2 == 0 ? "" : "\0")).utf8))
      + element(0x0100, [field[0], 0x80]) + element(0x0120, message) + element(0x0800, [1, 1])
      + element(0x0900, [UInt8(status & 255), UInt8(status >> 8)])
    return data(1, element(0x0000, [UInt8(body.count & 255), UInt8(body.count >> 8), 0, 0]) + body, isCommand: true)
  }

  /// The two bytes of a command's element; nil where it has none.
  static func value(of number: UInt16, in command: [UInt8]) -> [UInt8]? {
    let mark = element(number, [0, 0]).dropLast(2)
    guard let start = command.indices.first(where: { command[$0...].starts(with: mark) }),
      start + mark.count + 2 <= command.count
    else { return nil }
    return Array(command[(start + mark.count)..<(start + mark.count + 2)])
  }
}
