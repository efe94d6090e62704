import Foundation
import Glibc

/// A peer that sends whatever bytes a test wants it to.
///
/// It blocks; its socket gives up after five seconds.
final class RawPeer: Sendable {
  private let socket: Int32

  /// Takes over a connection that was accepted.
  init(socket: Int32) { self.socket = socket }

  init(port: Int) throws {
    socket = Glibc.socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    var timeout = timeval(tv_sec: 5, tv_usec: 0)
    setsockopt(socket, SOL_SOCKET, SO_RCVTIMEO, &timeout, socklen_t(MemoryLayout<timeval>.size))
    setsockopt(socket, SOL_SOCKET, SO_SNDTIMEO, &timeout, socklen_t(MemoryLayout<timeval>.size))
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_port = UInt16(port).bigEndian
    address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
    let result = withUnsafePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        connect(socket, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
      }
    }
    if result != 0 { throw POSIXError(POSIXErrorCode(rawValue: errno) ?? .EIO) }
  }

  deinit { close(socket) }

  /// Sends bytes; false where the node has closed.
  @discardableResult
  func send(_ bytes: [UInt8]) -> Bool {
    var sent = 0
    while sent < bytes.count {
      let count = bytes[sent...].withUnsafeBytes {
        Glibc.send(socket, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL))
      }
      guard count > 0 else { return false }
      sent += count
    }
    return true
  }

  /// Sends no more.
  func finish() { shutdown(socket, Int32(SHUT_WR)) }

  /// Waits for the node to abort or close; false where it does not.
  func isEnded() -> Bool {
    while true {
      var head = [UInt8](repeating: 0, count: 10)
      let count = recv(socket, &head, head.count, 0)
      if count == 0 || (count < 0 && errno == ECONNRESET) || (count == 10 && head[0] == 0x07) { return true }
      if count < 0 { return false }
    }
  }

  /// The next PDU: its type and what follows the header; nil where the node has closed.
  func receive() -> (type: UInt8, body: [UInt8])? {
    guard let head = bytes(6) else { return nil }
    let length = head[2...].reduce(0) { $0 << 8 | Int($1) }
    return bytes(length).map { (head[0], $0) }
  }

  private func bytes(_ count: Int) -> [UInt8]? {
    var received: [UInt8] = []
    while received.count < count {
      var part = [UInt8](repeating: 0, count: count - received.count)
      let size = recv(socket, &part, part.count, 0)
      guard size > 0 else { return nil }
      received += part[..<size]
    }
    return received
  }

  /// Asks for an association with contexts 1 (Verification) and 3 (Computed Radiography).
  func associate() -> Bool {
    send(PDU.associateRequest())
    return receive()?.type == 0x02
  }

  /// The status of the next response; nil where something else comes.
  func status() -> UInt16? {
    guard let (type, body) = receive(), type == 0x04 else { return nil }
    let mark: [UInt8] = [0x00, 0x00, 0x00, 0x09, 0x02, 0x00, 0x00, 0x00]
    guard let start = body.indices.first(where: { body[$0...].starts(with: mark) }), start + 10 <= body.count else {
      return nil
    }
    return UInt16(body[start + 8]) | UInt16(body[start + 9]) << 8
  }
}

/// PDUs and commands, right or wrong.
enum PDU {
  static let verification = "1.2.840.10008.1.1"
  static let computedRadiography = "1.2.840.10008.5.1.4.1.1.1"
  static let abort: [UInt8] = [7, 0, 0, 0, 0, 4, 0, 0, 0, 0]

  static func pdu(_ type: UInt8, _ body: [UInt8], length: UInt32? = nil) -> [UInt8] {
    [type, 0] + big(length ?? UInt32(body.count)) + body
  }

  static func item(_ type: UInt8, _ body: [UInt8], length: UInt16? = nil) -> [UInt8] {
    let length = length ?? UInt16(body.count)
    return [type, 0, UInt8(length >> 8), UInt8(length & 255)] + body
  }

  static func context(_ id: UInt8, _ sopClass: String, _ transferSyntaxes: [String]) -> [UInt8] {
    item(
      0x20,
      [id, 0, 0, 0] + item(0x30, Array(sopClass.utf8)) + transferSyntaxes.flatMap { item(0x40, Array($0.utf8)) })
  }

  static func associateRequest(
    called: String = "HILUM", calling: String = "RAW", context application: String = "1.2.840.10008.3.1.1.1",
    contexts: [UInt8] = context(1, verification, ["1.2.840.10008.1.2"])
      + context(3, computedRadiography, ["1.2.840.10008.1.2.1"]),
    user: [UInt8] = item(0x50, item(0x51, big(16384)) + item(0x52, Array("1.2.3".utf8)))
  ) -> [UInt8] {
    pdu(
      0x01,
      [0, 1, 0, 0] + title(called) + title(calling) + [UInt8](repeating: 0, count: 32)
        + item(0x10, Array(application.utf8)) + contexts + user)
  }

  /// A P-DATA-TF with one value.
  static func data(_ context: UInt8, _ fragment: [UInt8], isCommand: Bool, isLast: Bool = true) -> [UInt8] {
    pdu(
      0x04,
      big(UInt32(fragment.count + 2)) + [context, (isCommand ? 1 : 0) | (isLast ? 2 : 0)] + fragment)
  }

  static func element(_ number: UInt16, _ value: [UInt8]) -> [UInt8] {
    [0, 0, UInt8(number & 255), UInt8(number >> 8), UInt8(value.count), 0, 0, 0] + value
  }

  /// A request without data set, or with one.
  static func command(_ field: UInt16, _ sopClass: String, instance: String? = nil, hasDataSet: Bool = false) -> [UInt8]
  {
    var body = element(0x0002, uid(sopClass)) + element(0x0100, [UInt8(field & 255), UInt8(field >> 8)])
    body += element(0x0110, [7, 0])
    if field == 0x0021 { body += element(0x0600, Array("ELSE".utf8)) }
    body += element(0x0700, [0, 0]) + element(0x0800, hasDataSet ? [0, 0] : [1, 1])
    if let instance { body += element(0x1000, uid(instance)) }
    return element(0x0000, [UInt8(body.count & 255), UInt8(body.count >> 8), 0, 0]) + body
  }

  static func big(_ value: UInt32) -> [UInt8] { withUnsafeBytes(of: value.bigEndian, Array.init) }

  private static func title(_ text: String) -> [UInt8] {
    Array(text.utf8) + [UInt8](repeating: 0x20, count: 16 - text.utf8.count)
  }

  private static func uid(_ text: String) -> [UInt8] { Array(text.utf8) + (text.utf8.count % 2 == 0 ? [] : [0]) }
}
