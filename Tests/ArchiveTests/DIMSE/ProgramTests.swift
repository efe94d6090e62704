import Archive
import FolderTesting
import Foundation
import Logging
import Testing

/// DCMTK's programs as peers, and TLS with certificates that OpenSSL's makes.
struct ProgramTests {
  @Test(.enabled(if: Program.isInstalled("echoscu", "storescu"), "DCMTK's programs are not installed"))
  func takesFromStorescu() async throws {
    let receiver = try FolderReceiver()
    let folder = try TemporaryFolder()
    let rle = try folder.write(ObjectFiles.file(instance: "1.2.3.5", transferSyntax: "1.2.840.10008.1.2.5"), "rle.dcm")
    try await withNode(receiver) { node in
      let port = node.port
      let (echo, store) = try await onThread {
        (
          try Program.run("echoscu", "-aec", "HILUM", "127.0.0.1", "\(port)"),
          try Program.run("storescu", "-xr", "-aec", "HILUM", "127.0.0.1", "\(port)", rle.path)
        )
      }
      #expect(echo == 0)
      #expect(store == 0)
    }
    #expect(receiver.received.map(\.callingAE) == ["STORESCU"])
    #expect(
      try ObjectFiles.dataSet(of: receiver.folder.bytes("1.2.3.5")) == ObjectFiles.dataSet(of: folder.bytes("rle.dcm")))
  }

  @Test(.enabled(if: Program.isInstalled("openssl"), "openssl is not installed"))
  func tlsTakesCertificatesOfItsAuthorityOnly() async throws {
    let folder = try TemporaryFolder()
    let certificates = try await onThread { try Certificates(in: folder) }
    try await withNode(FolderReceiver(), { $0.tls = certificates.files("node") }) { node in
      try await node.requester(tls: certificates.files("friend")).echo()
      for tls in [certificates.files("stranger"), nil] {
        let requester = node.requester(tls: tls)
        let error = await #expect(throws: DIMSEError.self) { try await requester.echo() }
        guard case .unreachable = error else { throw Unexpected(error as Any) }
      }
      // The node's own certificate is not of the stranger's authority.
      var doubtful = certificates.files("friend")
      doubtful.authorities = folder.url.appending(path: "other.pem")
      let requester = node.requester(tls: doubtful)
      let error = await #expect(throws: DIMSEError.self) { try await requester.echo() }
      guard case .unreachable = error else { throw Unexpected(error as Any) }
      // Handshakes that do not go on keep nobody waiting.
      let port = node.port
      try await onThread {
        let peers = try RawPeer(port: port)
        peers.send([0x16, 3, 1, 2, 0, 1])
      }
      try await node.requester(tls: certificates.files("friend")).echo()
    }
    #expect(throws: DIMSEError.self) {
      var options = NodeOptions()
      options.tls = TLSFiles(certificate: folder.url.appending(path: "none.pem"), key: folder.url)
      _ = try DIMSENode(options, receiver: FolderReceiver(), logger: .init(label: "tests"))
    }
  }
}

/// A program of this machine.
private enum Program {
  static func isInstalled(_ names: String...) -> Bool {
    names.allSatisfy { FileManager.default.isExecutableFile(atPath: "/usr/bin/\($0)") }
  }

  /// Runs it to its end; its exit status.
  static func run(_ name: String, _ arguments: String...) throws -> Int32 {
    let process = Process()
    process.executableURL = URL(filePath: "/usr/bin/\(name)")
    process.arguments = arguments
    process.standardOutput = FileHandle.nullDevice
    process.standardError = FileHandle.nullDevice
    try process.run()
    process.waitUntilExit()
    return process.terminationStatus
  }
}

/// Two authorities, a node's certificate and a friend's of one, and a stranger's of the other.
struct Certificates {
  private let folder: URL

  init(in folder: TemporaryFolder) throws {
    self.folder = folder.url
    try folder.write("subjectAltName=IP:127.0.0.1", "extension")
    for name in ["authority", "other"] {
      try openssl(
        "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-keyout", path("\(name).key"), "-out", path("\(name).pem"),
        "-days", "2", "-subj", "/CN=\(name)")
    }
    for (name, authority) in [("node", "authority"), ("friend", "authority"), ("stranger", "other")] {
      try openssl(
        "req", "-newkey", "rsa:2048", "-nodes", "-keyout", path("\(name).key"), "-out", path("\(name).csr"), "-subj",
        "/CN=\(name)")
      try openssl(
        "x509", "-req", "-in", path("\(name).csr"), "-CA", path("\(authority).pem"), "-CAkey", path("\(authority).key"),
        "-CAcreateserial", "-out", path("\(name).pem"), "-days", "2", "-extfile", path("extension"))
    }
  }

  func files(_ name: String) -> TLSFiles {
    TLSFiles(
      certificate: folder.appending(path: "\(name).pem"), key: folder.appending(path: "\(name).key"),
      authorities: folder.appending(path: "authority.pem"))
  }

  private func path(_ name: String) -> String { folder.appending(path: name).path }

  private func openssl(_ arguments: String...) throws {
    let process = Process()
    process.executableURL = URL(filePath: "/usr/bin/openssl")
    process.arguments = arguments
    process.standardOutput = FileHandle.nullDevice
    process.standardError = FileHandle.nullDevice
    try process.run()
    process.waitUntilExit()
    guard process.terminationStatus == 0 else { throw Unexpected("openssl \(arguments)") }
  }
}
