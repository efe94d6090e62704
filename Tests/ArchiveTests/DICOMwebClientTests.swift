import Archive
import FolderTesting
import Foundation
import HTTPTesting
import NIOCore
import NIOSSL
import Testing

/// The client against answers as servers give them, good and bad.
struct DICOMwebClientTests {
  private static let (study, series, instance) = ("1.2.3", "1.2.3.4", "1.2.3.4.5")
  private static let json = ["Content-Type": "application/dicom+json"]

  private func client(
    _ server: StubServer, _ authorization: DICOMwebEndpoint.Authorization? = nil,
    limits: DICOMwebLimits = DICOMwebLimits(time: .seconds(10))
  ) throws -> DICOMwebClient {
    try DICOMwebClient(DICOMwebEndpoint(url: server.url, authorization: authorization), limits: limits)
  }

  /// What an exchange with a server that gives one answer throws.
  private func failure(
    _ answer: StubServer.Answer, limits: DICOMwebLimits = DICOMwebLimits(time: .seconds(10)),
    _ exchange: @Sendable (DICOMwebClient, URL) async throws -> Void
  ) async throws -> DICOMwebError? {
    let folder = try TemporaryFolder()
    return try await StubServer.serving { _ in
      answer
    } _: { server in
      do {
        try await exchange(client(server, limits: limits), folder.url)
        return nil
      } catch {
        return error as? DICOMwebError
      }
    }
  }

  // MARK: - Addresses

  @Test func onlyThisMachineIsSpokenToInTheClear() throws {
    func error(_ address: String, allowsPlainHTTP: Bool = false) throws -> DICOMwebError? {
      let url = try #require(URL(string: address))
      return thrown(DICOMwebError.self) {
        _ = try DICOMwebClient(DICOMwebEndpoint(url: url, allowsPlainHTTP: allowsPlainHTTP))
      }
    }
    for address in [
      "http://localhost/x", "http://127.0.0.1:8042/dicom-web/", "http://[::1]:1/", "https://pacs.example",
    ] {
      #expect(try error(address) == nil)
    }
    #expect(try error("http://pacs.example/") == .plainHTTP(host: "pacs.example"))
    #expect(try error("http://127.0.0.1.example/") == .plainHTTP(host: "127.0.0.1.example"))
    #expect(try error("http://pacs.example/", allowsPlainHTTP: true) == nil)
    #expect(try error("ftp://localhost/") == .invalidURL("it is neither https nor http"))
    #expect(try error("https://a:b@pacs.example/") == .invalidURL("user and password don't belong in it"))
    #expect(try error("https://pacs.example/?x=1") == .invalidURL("it has a query or a fragment"))
  }

  @Test func secretsAreReadForEachRequest() async throws {
    let folder = try TemporaryFolder()
    let token = try folder.write("first\n", "token")
    try await StubServer.serving { request in
      let isKnown = ["Bearer second", "Basic dTpw"].contains(request.headers["authorization"])
      return StubServer.Answer(isKnown ? "204 No Content" : "401 Unauthorized")
    } _: { server in
      let bearer = try client(server, .bearer(token))
      await #expect(throws: DICOMwebError.refused(status: 401)) { try await bearer.search(.studies) }
      try folder.write("second\n", "token")
      #expect(try await bearer.search(.studies).isEmpty)
      #expect(try await client(server, .basic(folder.write("u:p", "pair"))).search(.studies).isEmpty)
      try folder.write("a\r\nX: y", "token")
      await #expect(throws: DICOMwebError.unusableFile("token")) { try await bearer.search(.studies) }
    }
  }

  @Test(.enabled(if: FileManager.default.isExecutableFile(atPath: "/usr/bin/openssl"), "openssl is not installed"))
  func certificatesAreCheckedAtBothEnds() async throws {
    let folder = try TemporaryFolder()
    let certificates = try await onThread { try Certificates(in: folder) }
    let (node, friend, stranger) = (
      certificates.files("node"), certificates.files("friend"), certificates.files("stranger")
    )
    let authority = try #require(node.authorities)
    var tls = TLSConfiguration.makeServerConfiguration(
      certificateChain: try NIOSSLCertificate.fromPEMFile(node.certificate.path).map { .certificate($0) },
      privateKey: .privateKey(try NIOSSLPrivateKey(file: node.key.path, format: .pem)))
    tls.certificateVerification = .noHostnameVerification
    tls.trustRoots = .certificates(try NIOSSLCertificate.fromPEMFile(authority.path))
    try await StubServer.serving(tls: tls) { _ in
      StubServer.Answer("204 No Content")
    } _: { server in
      func search(_ tls: ClientTLS?) async throws {
        _ = try await DICOMwebClient(DICOMwebEndpoint(url: server.url, tls: tls)).search(.studies)
      }
      try await search(ClientTLS(certificate: friend.certificate, key: friend.key, authorities: authority))
      let other = folder.url.appending(path: "other.pem")
      for tls in [
        ClientTLS(certificate: stranger.certificate, key: stranger.key, authorities: authority),
        ClientTLS(authorities: authority),
        ClientTLS(certificate: friend.certificate, key: friend.key, authorities: other), nil,
      ] {
        let error = await #expect(throws: DICOMwebError.self) { try await search(tls) }
        #expect(error?.isPermanent == false)
      }
      let unusable = ClientTLS(certificate: friend.certificate, key: authority)
      await #expect(throws: DICOMwebError.unusableFile("authority.pem")) { try await search(unusable) }
    }
  }

  @Test func redirectsAreNotFollowed() async throws {
    let answer = StubServer.Answer("302 Found", ["Location": "http://127.0.0.1:1/"])
    #expect(try await failure(answer) { client, _ in _ = try await client.search(.studies) } == .redirected)
  }

  @Test func slowAnswersAreGivenUp() async throws {
    let slow = StubServer.Answer(Self.json, chunks: Array(repeating: [0x20], count: 1000), pause: .milliseconds(20))
    let limits = DICOMwebLimits(time: .milliseconds(400))
    let started = ContinuousClock.now
    #expect(try await failure(slow, limits: limits) { client, _ in _ = try await client.search(.studies) } == .timedOut)
    #expect(ContinuousClock.now - started < .seconds(5))
  }

  @Test func aServerThatIsNotThereIsUnreachable() async throws {
    let client = try DICOMwebClient(DICOMwebEndpoint(url: #require(URL(string: "http://127.0.0.1:1"))))
    do {
      _ = try await client.search(.studies)
      Issue.record("a search without a server had an answer")
    } catch {
      #expect(!error.isPermanent)
    }
  }

  // MARK: - Searching

  @Test func matchesAreRead() async throws {
    let answer = """
      [{"00100020": {"vr": "LO", "Value": [" P 1 "]}, "00080061": {"vr": "CS", "Value": ["CR", null, "DX"]},
        "00201206": {"vr": "IS", "Value": [2]}, "00100010": {"vr": "PN", "Value": [{"Alphabetic": "Doe^J"}]},
        "00081199": {"vr": "SQ", "Value": [{"00081155": {"vr": "UI", "Value": ["1.2"]}}]}, "7fe00010": {"vr": "OW",
        "BulkDataURI": "x"}, "odd": 3}, {}]
      """
    try await StubServer.serving { request in
      let wanted = "/studies?00100020=P%201%2A%26&includefield=00100021&limit=501"
      return request.target == wanted
        ? StubServer.Answer("200 OK", Self.json, text: answer) : StubServer.Answer("400 Bad Request")
    } _: { server in
      let found = try await client(server).search(
        .studies, matching: [("00100020", "P 1*&")], fields: ["00100021"])
      #expect(found.count == 2)
      let first = try #require(found.first)
      #expect(first["00100020"] == "P 1")
      #expect(first.elements["00080061"]?.values == ["CR", "DX"])
      #expect(first["00201206"] == "2")
      #expect(first["00100010"] == "Doe^J")
      #expect(first.elements["00081199"]?.items.first?["00081155"] == "1.2")
      #expect(first["7FE00010"] == nil)
    }
  }

  @Test func searchesThatGoWrongAreNamed() async throws {
    func error(_ answer: StubServer.Answer, _ limits: DICOMwebLimits = DICOMwebLimits()) async throws -> DICOMwebError?
    {
      try await failure(answer, limits: limits) { client, _ in _ = try await client.search(.studies) }
    }
    let ok = "200 OK"
    #expect(try await error(.init(ok, text: "<html>")) == .malformedAnswer("it is not DICOM JSON"))
    #expect(try await error(.init("503 Busy")) == .refused(status: 503))
    #expect(
      try await error(.init(ok, text: "[{}, {}, {}]"), DICOMwebLimits(matches: 2)) == .tooLarge(.matches, limit: 2))
    let long = String(repeating: " ", count: 5000)
    #expect(try await error(.init(ok, text: long), DICOMwebLimits(jsonBytes: 4096)) == .tooLarge(.bytes, limit: 4096))
    // A length that is a lie: more is promised than comes, or far too much.
    #expect(
      try await error(.init(ok, ["Content-Length": "99999999999"]), DICOMwebLimits(jsonBytes: 4096))
        == .tooLarge(.bytes, limit: 4096))
    let deep = String(repeating: "[", count: 100_000)
    #expect(try await error(.init(ok, text: deep)) == .malformedAnswer("it is not DICOM JSON"))
    await #expect(throws: DICOMwebError.invalidUID) {
      try await DICOMwebClient(DICOMwebEndpoint(url: #require(URL(string: "https://pacs.example"))))
        .search(.series(study: "../1"))
    }
  }

  // MARK: - Storing

  private func stored(_ answer: StubServer.Answer) async throws -> StoreAnswer {
    let folder = try TemporaryFolder()
    let files = try [folder.write([1, 2, 3], "a.dcm"), folder.write([UInt8](repeating: 7, count: 600_000), "b.dcm")]
    return try await StubServer.serving { request in
      let type = request.headers["content-type"] ?? ""
      let boundary = type.split(separator: "boundary=").last.map(String.init) ?? ""
      let head = "--\(boundary)\r\nContent-Type: application/dicom\r\n\r\n"
      let expected =
        Array((head + "\u{1}\u{2}\u{3}\r\n" + head).utf8) + [UInt8](repeating: 7, count: 600_000)
        + Array("\r\n--\(boundary)--\r\n".utf8)
      guard request.method == "POST", request.target == "/studies", request.body == expected,
        type.hasPrefix("multipart/related; type=\"application/dicom\"")
      else { return StubServer.Answer("400 Bad Request") }
      return answer
    } _: {
      try await client($0).store(files)
    }
  }

  @Test func filesAreSentAndTheAnswerIsRead() async throws {
    let answer = """
      {"00081199": {"vr": "SQ", "Value": [{"00081155": {"vr": "UI", "Value": ["1.2"]}}]},
       "00081198": {"vr": "SQ", "Value": [
        {"00081155": {"vr": "UI", "Value": ["1.3"]}, "00081197": {"vr": "US", "Value": [42752]}},
        {"00081155": {"vr": "UI", "Value": ["1.4"]}, "00081197": {"vr": "US", "Value": [273]}}]}}
      """
    for status in ["200 OK", "202 Accepted", "409 Conflict"] {
      let found = try await stored(StubServer.Answer(status, Self.json, text: answer))
      #expect(found.stored == ["1.2", "1.4"])
      #expect(found.failures == [StoreAnswer.Failure(sopInstance: "1.3", reason: 0xA700)])
      #expect(found.failures.first?.description == "out of resources (A700)")
      #expect(found.failures.first?.isPermanent == false)
    }
    #expect(try await stored(StubServer.Answer("200 OK", text: "<NativeDicomModel/>")) == StoreAnswer())
    // JSON that names no instance says no more than the status.
    for text in ["", "{}", "[]", #"{"errorMessage": "Conflict"}"#, #"{"00081198": {"vr": "SQ"}}"#, "<html>"] {
      #expect(try await stored(.init("200 OK", Self.json, text: text)) == StoreAnswer())
      await #expect(throws: DICOMwebError.refused(status: 409)) {
        _ = try await stored(.init("409 Conflict", Self.json, text: text))
      }
      await #expect(throws: DICOMwebError.malformedAnswer("it does not say which instances were stored")) {
        _ = try await stored(.init("202 Accepted", Self.json, text: text))
      }
    }
    await #expect(throws: DICOMwebError.refused(status: 413)) { _ = try await stored(.init("413 Too Large")) }
  }

  @Test(
    arguments: [
      ("409 Conflict", 0xA900 as Int?, true), ("409 Conflict", 0x0110, false), ("202 Accepted", 0x0122, true),
      ("409 Conflict", 0x0111, nil), ("500 Error", nil, false), ("401 Unauthorized", nil, false),
      ("404 Gone", nil, true),
      ("200 OK", nil, nil),
    ] as [(String, Int?, Bool?)])
  func aDestinationSaysWhetherTryingAgainHelps(status: String, reason: Int?, isPermanent: Bool?) async throws {
    let folder = try TemporaryFolder()
    let file = try folder.write([1], "result.dcm")
    let body = reason.map {
      """
      {"00081198": {"vr": "SQ", "Value": [{"00081155": {"vr": "UI", "Value": ["1.2"]}, "00081197": {"vr": "US",
      "Value": [\($0)]}}]}}
      """
    }
    let found = try await StubServer.serving { _ in
      .init(status, Self.json, text: body ?? "")
    } _: { server in
      let destination = try STOWDestination(name: "PACS", DICOMwebEndpoint(url: server.url))
      let result = OutgoingResult(
        kind: .structuredReport, sopInstance: "1.2", file: file, source: .init(sopInstance: "1", study: "1"))
      do {
        try await destination.send(result)
        return nil as Bool?
      } catch {
        return (error as? DeliveryError)?.isPermanent
      }
    }
    #expect(found == isPermanent)
  }

  @Test(arguments: ["200 OK", "202 Accepted", "409 Conflict"])
  func aDestinationDoesNotTakeAnotherInstanceForItsOwn(status: String) async throws {
    let folder = try TemporaryFolder()
    let file = try folder.write([1], "result.dcm")
    let body = #"{"00081199": {"vr": "SQ", "Value": [{"00081155": {"vr": "UI", "Value": ["1.9"]}}]}}"#
    try await StubServer.serving { _ in
      .init(status, Self.json, text: body)
    } _: { server -> Void in
      let destination = try STOWDestination(name: "PACS", DICOMwebEndpoint(url: server.url))
      let result = OutgoingResult(
        kind: .structuredReport, sopInstance: "1.2", file: file, source: .init(sopInstance: "1", study: "1"))
      let error = await #expect(throws: DeliveryError.self) { try await destination.send(result) }
      #expect(error?.isPermanent == false)
    }
  }

  // MARK: - Retrieving

  private static let objects = [TestObject().file, TestObject(instance: "1.2.3.9", side: 17).file]

  private static func body(_ objects: [[UInt8]], boundary: String) -> [UInt8] {
    Array("a preamble\r\n".utf8)
      + objects.flatMap { Array("--\(boundary)\r\nContent-Type: application/dicom\r\n\r\n".utf8) + $0 + [13, 10] }
      + Array("--\(boundary)--\r\nan epilogue".utf8)
  }

  private func retrieved(_ answer: StubServer.Answer) async throws -> [[UInt8]] {
    let folder = try TemporaryFolder()
    return try await StubServer.serving { request in
      request.target == "/studies/1.2.3/series/1.2.3.4/instances/1.2.3.4.5" ? answer : .init("404 Not Found")
    } _: { server in
      try await client(server).retrieve(
        study: Self.study, series: Self.series, instance: Self.instance, into: folder.url
      ).map { try Array(Data(contentsOf: $0)) }
    }
  }

  @Test(arguments: [
    "multipart/related; type=\"application/dicom\"; boundary=B7",
    "Multipart/Related;boundary=\"B7\";type=application/dicom",
    "multipart/related; boundary=\"B7\"",
  ])
  func partsAreReadHoweverTheBoundaryIsWritten(contentType: String) async throws {
    let body = Self.body(Self.objects, boundary: "B7")
    #expect(try await retrieved(.init("200 OK", ["Content-Type": contentType], body)) == Self.objects)
    let chunks = stride(from: 0, to: body.count, by: 613).map { Array(body[$0..<min(body.count, $0 + 613)]) }
    #expect(try await retrieved(.init(["Content-Type": contentType], chunks: chunks)) == Self.objects)
  }

  @Test func theBodyMayBeCutAnywhere() async throws {
    let type = "multipart/related; boundary=B7"
    let body = Self.body([Self.objects[1]], boundary: "B7")
    // About the head of the part, and about its end.
    for cut in Array(0..<70) + Array((body.count - 40)..<body.count) {
      let chunks = [Array(body[..<cut]), Array(body[cut...])]
      #expect(try await retrieved(.init(["Content-Type": type], chunks: chunks)) == [Self.objects[1]], "cut at \(cut)")
    }
  }

  @Test func oneObjectMayComeAlone() async throws {
    #expect(
      try await retrieved(.init("200 OK", ["Content-Type": "application/dicom"], Self.objects[0])) == [Self.objects[0]])
  }

  @Test func retrievalsThatGoWrongAreNamed() async throws {
    let type = ["Content-Type": "multipart/related; boundary=B7"]
    let body = Self.body(Self.objects, boundary: "B7")
    func error(_ answer: StubServer.Answer, _ limits: DICOMwebLimits = DICOMwebLimits()) async throws -> DICOMwebError?
    {
      try await failure(answer, limits: limits) { client, folder in
        _ = try await client.retrieve(study: Self.study, series: Self.series, into: folder)
      }
    }
    let ok = "200 OK"
    #expect(try await error(.init("404 Not Found")) == .refused(status: 404))
    #expect(
      try await error(.init(ok, ["Content-Type": "text/html"], body))
        == .malformedAnswer("it is neither multipart/related nor application/dicom"))
    #expect(
      try await error(.init(ok, ["Content-Type": "multipart/related"], body))
        == .malformedAnswer("the Content-Type is multipart without a usable boundary"))
    #expect(
      try await error(.init(ok, type, Array(body.dropLast(20))))
        == .malformedAnswer("the multipart body ends before its closing boundary"))
    #expect(
      try await error(.init(ok, type, Self.body([Array("no DICOM".utf8)], boundary: "B7")))
        == .malformedAnswer("a part is no DICOM file"))
    #expect(try await error(.init(ok, type, body), DICOMwebLimits(objects: 1)) == .tooLarge(.objects, limit: 1))
    #expect(
      try await error(.init(ok, type, body), DICOMwebLimits(objectBytes: 700)) == .tooLarge(.objectBytes, limit: 700))
    #expect(
      try await error(.init(ok, type, body), DICOMwebLimits(retrievalBytes: 700)) == .tooLarge(.bytes, limit: 700))
    // The connection ends before the promised length.
    let short = StubServer.Answer(ok, type.merging(["Content-Length": "\(body.count + 9)"]) { $1 }, body)
    #expect(try await error(short, DICOMwebLimits(time: .milliseconds(500))) == .timedOut)
  }
}
