import FolderTesting
import Foundation
import Synchronization
import Testing

/// The server as a process: signals, kills, certificates, and what only sockets can carry.
@Suite(.enabled(if: RunningServer.program != nil, "hilum-server is not built"))
struct ProcessTests {
  private static let openssl = URL(filePath: "/usr/bin/openssl")
  private let place: TemporaryFolder
  private var folder: URL { place.url }

  init() throws { place = try RunningServer.folder() }

  // MARK: - Ends

  @Test func whatIsUnderWayIsAnsweredBeforeTheEnd() throws {
    let server = try RunningServer(in: folder, "--workers", "1")
    // Large enough that the last is still waiting when the signal comes.
    let picture = try SampleModel.picture(side: 1600)
    let form = TestServer.form(Array(repeating: picture, count: 24))
    let wire = try Wire(port: server.port)
    wire.send(
      RunningServer.request(
        "POST /predict HTTP/1.1\r\nContent-Type: multipart/form-data; boundary=B", length: form.count))
    wire.send(form)
    let deadline = ContinuousClock.now + .seconds(20)
    while try !server.ask("GET /metrics HTTP/1.1").contains(#"count{stage="inference",model="chest",version="1"}"#),
      ContinuousClock.now < deadline
    { usleep(1000) }
    server.signal(SIGTERM)
    let answer = wire.rest()
    #expect(answer.hasPrefix("HTTP/1.1 200"))
    #expect(answer.components(separatedBy: "\"prediction\"").count == 25)
    #expect(server.exitCode() == 0)
  }

  @Test func everyAcknowledgedReadingSurvivesAKill() throws {
    let server = try RunningServer(in: folder, "--audit", "audit.db")
    let picture = try SampleModel.picture()
    let kept = Mutex<[String]>([])
    let clients = DispatchGroup()
    for _ in 0..<4 {
      clients.enter()
      Thread.detachNewThread {
        // Until the server is gone: an answer that came whole is an acknowledgement.
        while let answer = try? server.predict(picture),
          let id = answer.firstMatch(of: /"request_id":"([0-9a-f]+)"/)?.1
        {
          kept.withLock { $0.append(String(id)) }
        }
        clients.leave()
      }
    }
    while kept.withLock({ $0.count }) < 60 { usleep(1000) }
    server.signal(SIGKILL)
    #expect(server.exitCode() == nil)
    clients.wait()
    let second = try RunningServer(in: folder, "--audit", "audit.db")
    let history = try second.ask("GET /history?limit=1000 HTTP/1.1")
    let ids = kept.withLock { $0 }
    #expect(ids.count >= 60)
    for id in ids { #expect(history.contains(id)) }
  }

  // MARK: - TLS

  /// Makes a certificate with its key, signed by itself.
  private func certify(_ name: String) throws {
    let process = Process()
    process.executableURL = Self.openssl
    process.arguments = [
      "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days", "2", "-subj",
      "/CN=\(name)", "-addext", "subjectAltName=DNS:localhost", "-keyout",
      folder.appending(path: "\(name).key").path, "-out", folder.appending(path: "\(name).pem").path,
    ]
    process.standardError = FileHandle.nullDevice
    try process.run()
    process.waitUntilExit()
    try #require(process.terminationStatus == 0)
  }

  /// Puts a certificate and its key where the server looks.
  private func use(_ name: String) throws {
    for suffix in ["pem", "key"] {
      try Data(contentsOf: folder.appending(path: "\(name).\(suffix)"))
        .write(to: folder.appending(path: "server.\(suffix)"), options: .atomic)
    }
  }

  /// What the server answers over TLS to one who trusts only a certificate.
  private func ask(_ port: Int, trusting name: String, _ head: String) throws -> String {
    let process = Process()
    process.executableURL = Self.openssl
    process.arguments = [
      "s_client", "-quiet", "-verify_return_error", "-CAfile", folder.appending(path: "\(name).pem").path, "-connect",
      "127.0.0.1:\(port)", "-servername", "localhost",
    ]
    let request = folder.appending(path: "request")
    try Data(RunningServer.request(head, length: 0).utf8).write(to: request)
    let output = Pipe()
    process.standardInput = try FileHandle(forReadingFrom: request)
    process.standardOutput = output
    process.standardError = FileHandle.nullDevice
    try process.run()
    let answer = try output.fileHandleForReading.readToEnd() ?? Data()
    process.waitUntilExit()
    return String(decoding: answer, as: UTF8.self)
  }

  @Test(.enabled(if: FileManager.default.isExecutableFile(atPath: "/usr/bin/openssl"), "openssl is not installed"))
  func certificatesAndKeysAreReadAnewAndBrokenOnesAreNot() throws {
    for name in ["first", "second"] { try certify(name) }
    try use("first")
    try Data(#"{"keys":[]}"#.utf8).write(to: folder.appending(path: "keys.json"))
    let server = try RunningServer(
      in: folder, "--tls-certificate", "server.pem", "--tls-key", "server.key", "--keys", "keys.json")
    let health = "GET /health HTTP/1.1"
    #expect(try ask(server.port, trusting: "first", health).hasPrefix("HTTP/1.1 200"))
    #expect(try ask(server.port, trusting: "second", health).isEmpty)
    #expect(try !server.ask(health).hasPrefix("HTTP/"))

    try use("second")
    server.signal(SIGHUP)
    let deadline = ContinuousClock.now + .seconds(20)
    while try ask(server.port, trusting: "second", health).isEmpty, ContinuousClock.now < deadline { usleep(20_000) }
    #expect(try ask(server.port, trusting: "second", health).hasPrefix("HTTP/1.1 200"))
    #expect(try ask(server.port, trusting: "first", health).isEmpty)

    // A certificate without its key, and keys that are none: what was there goes on.
    try Data(contentsOf: folder.appending(path: "first.pem"))
      .write(to: folder.appending(path: "server.pem"), options: .atomic)
    try Data("broken".utf8).write(to: folder.appending(path: "keys.json"))
    server.signal(SIGHUP)
    usleep(300_000)
    #expect(try ask(server.port, trusting: "second", health).hasPrefix("HTTP/1.1 200"))
    #expect(try ask(server.port, trusting: "second", "GET /models HTTP/1.1").hasPrefix("HTTP/1.1 401"))
  }

  // MARK: - What only sockets can carry

  @Test func whatIsNoRequestEndsTheConnectionAlone() throws {
    let server = try RunningServer(in: folder)
    let picture = try SampleModel.picture()
    let post = "POST /predict HTTP/1.1\r\nHost: localhost\r\nContent-Type: image/png\r\n"
    func answer(_ head: String, _ pieces: [Data] = []) throws -> String {
      let wire = try Wire(port: server.port)
      wire.send(head)
      for piece in pieces { guard wire.send(piece) else { break } }
      return String(wire.rest().prefix { $0 != "\r\n" })
    }
    func refused(_ answer: String) -> Bool { answer.isEmpty || answer.contains(" 400 ") || answer.contains(" 431 ") }

    let headers = (0..<10_000).map { "X-\($0): y\r\n" }.joined()
    #expect(refused(try answer(post + headers + "\r\n")))
    #expect(refused(try answer(post + "X: " + String(repeating: "x", count: 1 << 20) + "\r\n\r\n")))
    #expect(refused(try answer("\u{16}\u{3}\u{1} this is no request\r\n\r\n")))
    #expect(refused(try answer(post + "Content-Length: 3\r\nContent-Length: 5\r\n\r\nabc")))
    let declared = try answer(post + "Connection: close\r\nContent-Length: 1073741824\r\n\r\n", [Data(count: 100)])
    #expect(declared.contains(" 413 "))
    // Cut in the middle of an upload.
    try Wire(port: server.port).send(Data((post + "Content-Length: 500000\r\n\r\n").utf8) + picture.prefix(100))
    #expect(try server.predict(picture).hasPrefix("HTTP/1.1 200"))
  }

  @Test func whoAsksBeforeSendingIsToldToGoOn() throws {
    let server = try RunningServer(in: folder)
    let picture = try SampleModel.picture()
    let post = "POST /predict HTTP/1.1\r\nHost: localhost\r\nContent-Type: image/png\r\nExpect: 100-continue\r\n"
    let wire = try Wire(port: server.port)
    for _ in 0..<2 {
      wire.send(post + "Content-Length: \(picture.count)\r\n\r\n")
      #expect(wire.next() == "HTTP/1.1 100 Continue\r\n\r\n")
      wire.send(picture)
      #expect(wire.next().hasPrefix("HTTP/1.1 200"))
    }
    // What would be refused is refused before it is sent.
    let greedy = try Wire(port: server.port)
    greedy.send(post + "Connection: close\r\nContent-Length: 1073741824\r\n\r\n")
    #expect(greedy.next().hasPrefix("HTTP/1.1 413"))
  }
}
