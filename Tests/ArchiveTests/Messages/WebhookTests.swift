import Archive
import FolderTesting
import Foundation
import HTTPTesting
import NIOCore
import Synchronization
import Testing

/// The destination against web servers, good and bad.
@Suite struct WebhookTests {
  private let folder: TemporaryFolder
  private let secret: URL
  private let result: OutgoingResult

  init() throws {
    folder = try TemporaryFolder()
    secret = try folder.write("s3cret\n", "secret")
    let file = try folder.write(#"{"event":"reading"}"#, "webhook.json")
    result = OutgoingResult(kind: .webhook, file: file, source: .init(sopInstance: "1.2.3", study: "1.2"))
  }

  private func destination(_ url: URL, timeout: Duration = .seconds(10)) throws -> WebhookDestination {
    try WebhookDestination(
      name: "hook", url: url, secret: secret, timeout: timeout, now: { Date(timeIntervalSince1970: 1_795_824_123.9) })
  }

  /// What telling a server that gives one answer throws.
  private func failure(_ answer: StubServer.Answer, timeout: Duration = .seconds(10)) async throws -> DeliveryError? {
    try await StubServer.serving { _ in
      answer
    } _: { server in
      let destination = try destination(server.url.appending(path: "hook"), timeout: timeout)
      do throws(DeliveryError) {
        try await destination.send(result)
        return nil
      } catch {
        return error
      }
    }
  }

  /// The digests are Python's: hmac.new(b"s3cret", b"1795824123." + body, "sha256"), hashlib.sha256(body).
  @Test func postsAreSigned() async throws {
    let asked = Mutex(StubServer.Request())
    try await StubServer.serving { request in
      asked.withLock { $0 = request }
      return .init("204 No Content")
    } _: { server in
      try await destination(server.url.appending(path: "hook").appending(queryItems: [.init(name: "k", value: "1")]))
        .send(result)
    }
    let request = asked.withLock { $0 }
    #expect(request.method == "POST" && request.target == "/hook?k=1")
    #expect(request.body == Array(#"{"event":"reading"}"#.utf8))
    #expect(request.headers["content-type"] == "application/json")
    #expect(request.headers["x-hilum-timestamp"] == "1795824123")
    #expect(
      request.headers["x-hilum-signature"]
        == "sha256=69d8efe827bdf446b10150c3d15431396d9114a840494b872a9727318848ab55")
    #expect(request.headers["idempotency-key"] == "d90827dee2329e777ea3e675d04cd5b3f51dafcd65ac0d3d1894e836307731db")
  }

  @Test(
    arguments: [
      ("200 OK", nil), ("202 Accepted", nil), ("302 Found", false), ("400 Bad Request", true), ("404 Not Found", true),
      ("401 Unauthorized", false), ("403 Forbidden", false), ("425 Too Early", false),
      ("408 Request Timeout", false), ("410 Gone", true), ("429 Too Many Requests", false),
      ("500 Internal Server Error", false), ("503 Service Unavailable", false),
    ] as [(String, Bool?)])
  func statusesSayWhetherToTryAgain(status: String, isPermanent: Bool?) async throws {
    let error = try await failure(.init(status, ["Location": "/elsewhere"], text: "…"))
    #expect(error?.isPermanent == isPermanent)
    if let error { #expect(error.reason == "the web address answers with status \(status.prefix(3))") }
  }

  @Test func redirectsAreNotFollowed() async throws {
    let targets = Mutex<[String]>([])
    try await StubServer.serving { request in
      targets.withLock { $0.append(request.target) }
      return .init("307 Temporary Redirect", ["Location": "/elsewhere"])
    } _: { server -> Void in
      await #expect(throws: DeliveryError.self) { try await destination(server.url.appending(path: "a")).send(result) }
    }
    #expect(Set(targets.withLock { $0 }) == ["/a"])
  }

  @Test func anAnswerWithoutEndIsNotRead() async throws {
    let chunk = [UInt8](repeating: 0x41, count: 8 << 10)
    let flood = StubServer.Answer([:], chunks: Array(repeating: chunk, count: 500), pause: .milliseconds(20))
    let started = ContinuousClock.now
    #expect(try await failure(flood) == nil)
    #expect(ContinuousClock.now - started < .seconds(5))
  }

  @Test func silenceTimesOut() async throws {
    var silent = StubServer.Answer("200 OK")
    silent.pieces = []
    let error = try await failure(silent, timeout: .milliseconds(200))
    #expect(error == DeliveryError(reason: "the web address took too long", isPermanent: false))
  }

  @Test func addressesAreChecked() throws {
    func error(_ address: String, allowsPlainHTTP: Bool = false) throws -> WebhookError? {
      do throws(WebhookError) {
        _ = try WebhookDestination(
          name: "x", url: URL(string: address) ?? folder.url, secret: secret, allowsPlainHTTP: allowsPlainHTTP)
        return nil
      } catch {
        return error
      }
    }
    #expect(try error("https://example.org/hook?token=1") == nil)
    #expect(try error("http://localhost:8080/hook") == nil)
    #expect(try error("http://example.org/hook") == .plainHTTP(host: "example.org"))
    #expect(try error("http://example.org/hook", allowsPlainHTTP: true) == nil)
    #expect(try error("ftp://localhost/") == .invalidURL("it is neither https nor http"))
    #expect(try error("https://a:b@example.org/") == .invalidURL("user and password don't belong in it"))
    #expect(try error("/hook") == .invalidURL("it names no host"))
  }

  @Test func aSecretIsNeededAndOnlyAnnouncementsAreTold() async throws {
    let url = try #require(URL(string: "http://127.0.0.1:1/"))
    for text in [" \n", "two\nlines"] {
      try folder.write(text, "secret")
      await #expect(throws: DeliveryError(reason: "the file secret can't be used", isPermanent: false)) {
        try await destination(url).send(result)
      }
    }
    var other = result
    other.kind = .oru
    await #expect(throws: DeliveryError(reason: "a web address takes announcements only, no oru", isPermanent: true)) {
      try await destination(url).send(other)
    }
  }
}
