import Archive
import Foundation
import Fuzzing
import Logging

// A node on this machine, whose peer sends the input. The input's first byte is not sent: even, and an association is made
// before the rest is.

/// Takes every object and removes it.
struct Discarder: ObjectReceiver {
  let folder: URL

  func place(for object: OfferedObject) -> Result<URL, StoreRefusal> {
    .success(folder.appending(path: object.sopInstance))
  }

  func received(_ object: OfferedObject, file: URL) -> StoreStatus {
    try? FileManager.default.removeItem(at: file)
    return .success
  }

  func abandoned(_ object: OfferedObject, file: URL, reason: String) {}
}

/// Contexts 1 (Verification) and 3 (Computed Radiography), without limit for PDUs.
func associateRequest() -> [UInt8] {
  func item(_ type: UInt8, _ body: [UInt8]) -> [UInt8] {
    [type, 0, UInt8(body.count >> 8), UInt8(body.count & 255)] + body
  }
  func context(_ id: UInt8, _ sopClass: String) -> [UInt8] {
    item(0x20, [id, 0, 0, 0] + item(0x30, Array(sopClass.utf8)) + item(0x40, Array("1.2.840.10008.1.2.1".utf8)))
  }
  let titles = ["HILUM", "FUZZER"].flatMap { Array($0.utf8) + [UInt8](repeating: 0x20, count: 16 - $0.utf8.count) }
  let body =
    [0, 1, 0, 0] + titles + [UInt8](repeating: 0, count: 32) + item(0x10, Array("1.2.840.10008.3.1.1.1".utf8))
    + context(1, "1.2.840.10008.1.1") + context(3, "1.2.840.10008.5.1.4.1.1.1")
    + item(0x50, item(0x51, [0, 0, 0, 0]) + item(0x52, Array("1.2.3".utf8)))
  return [1, 0, 0, 0, UInt8(body.count >> 8), UInt8(body.count & 255)] + body
}

/// Sends the bytes and waits for the node to close.
func send(_ bytes: [UInt8], to port: Int) throws {
  let peer = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
  defer { close(peer) }
  var timeout = timeval(tv_sec: 4, tv_usec: 0)
  setsockopt(peer, SOL_SOCKET, SO_RCVTIMEO, &timeout, socklen_t(MemoryLayout<timeval>.size))
  // Ports are free again at once.
  var linger = linger(l_onoff: 1, l_linger: 0)
  setsockopt(peer, SOL_SOCKET, SO_LINGER, &linger, socklen_t(MemoryLayout.size(ofValue: linger)))
  var address = sockaddr_in()
  address.sin_family = sa_family_t(AF_INET)
  address.sin_port = UInt16(port).bigEndian
  address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
  let result = withUnsafePointer(to: &address) { pointer in
    pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
      connect(peer, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
    }
  }
  guard result == 0 else { throw POSIXError(POSIXErrorCode(rawValue: errno) ?? .EIO) }
  var rest = bytes[...]
  while !rest.isEmpty {
    let count = rest.withUnsafeBytes { Glibc.send(peer, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL)) }
    guard count > 0 else { return }
    rest = rest.dropFirst(count)
  }
  shutdown(peer, Int32(SHUT_WR))
  var scratch = [UInt8](repeating: 0, count: 4096)
  while recv(peer, &scratch, scratch.count, 0) > 0 {}
}

let folder = FileManager.default.temporaryDirectory.appending(path: "fuzz-dimse-\(getpid())")
try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
var options = NodeOptions()
options.idle = .seconds(2)
options.objectBytes = 1 << 16
var logger = Logger(label: "fuzz")
logger.logLevel = .critical
let node = try DIMSENode(options, receiver: Discarder(folder: folder), logger: logger)
let port = node.port
Task.detached { await node.run() }

fuzz { bytes in
  guard let first = bytes.first else { return }
  try send((first % 2 == 0 ? associateRequest() : []) + bytes.dropFirst(), to: port)
}
