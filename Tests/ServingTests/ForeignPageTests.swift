import Foundation
import HTTPTypes
import Serving
import Testing

/// What web pages of other sites may do with a server that needs no key: nothing, unless it is told otherwise.
struct ForeignPageTests {
  private static let site = HTTPField.Name("Sec-Fetch-Site") ?? .server
  private static let unload = "/v2/repository/models/chest/unload"

  // MARK: - Names that lead here (DNS rebinding)

  @Test(arguments: [
    "attacker.example", "attacker.example:8000", "localhost.attacker.example", "192.168.1.5", "[::2]:80",
  ])
  func aForeignNameOpensNothing(host: String) async throws {
    let server = try await TestServer { folder, options in options.audit = folder.appending(path: "audit.db") }
    for path in ["/history", "/health", "/", "/docs", "/nothing"] {
      let answer = try await server.ask(.get, path, host: host)
      #expect(answer.status == 421)
      #expect(answer.code == "foreign_host")
    }
    #expect(try await server.ask(.post, "/feedback", host: host).status == 421)
    // As the Open Inference Protocol has its errors.
    let refusal = try await server.ask(.get, "/v2", host: host)
    #expect(refusal.status == 421)
    #expect(try refusal.object()["error"] is String)
  }

  @Test(arguments: [
    "localhost", "LocalHost:8000", "localhost.", "127.0.0.1", "127.0.0.1:9", "[::1]", "[0:0:0::1]:8000",
  ])
  func theLoopbackIsItsOwn(host: String) async throws {
    #expect(try await TestServer().ask(.get, "/health", host: host).status == 200)
  }

  @Test func theAddressThatWasConnectedToIsItsOwn() async throws {
    let server = try await TestServer { _, options in
      options.host = "0.0.0.0"
      options.isInsecureAllowed = true
    }
    #expect(try await server.ask(.get, "/health", host: "10.0.0.7:8000", at: "10.0.0.7").status == 200)
    #expect(try await server.ask(.get, "/health", host: "10.0.0.7:8000", at: "::ffff:10.0.0.7").status == 200)
    #expect(try await server.ask(.get, "/health", host: "[FD00::7]:8000", at: "fd00::7").status == 200)
    #expect(try await server.ask(.get, "/health", host: "10.0.0.8:8000", at: "10.0.0.7").status == 421)
    #expect(try await server.ask(.get, "/health", host: "attacker.example", at: "10.0.0.7").status == 421)
  }

  @Test func allowedNamesAreItsOwn() async throws {
    let server = try await TestServer { _, options in options.allowedHosts = ["Xray.Example", "other.example:8443"] }
    for host in ["xray.example", "XRAY.example:8000", "other.example"] {
      #expect(try await server.ask(.get, "/health", host: host).status == 200)
    }
    #expect(try await server.ask(.get, "/health", host: "sub.xray.example").status == 421)
    await #expect(throws: ServingError.badHost("http://xray.example")) {
      _ = try await TestServer { _, options in options.allowedHosts = ["http://xray.example"] }
    }
  }

  @Test func oneHostIsNamed() async throws {
    let server = try await TestServer()
    let name = try #require(HTTPField.Name("Host"))
    for answer in [
      try await server.ask(.get, "/health", host: nil), try await server.ask(.get, "/health", host: ""),
      try await server.ask(.get, "/health", host: "localhost", [name: "localhost"]),
      try await server.ask(.get, "/health", host: "localhost:port"),
      try await server.ask(.get, "/health", host: "[::1"),
    ] {
      #expect(answer.status == 400)
      #expect(answer.code == "bad_host")
    }
  }

  // MARK: - Requests in someone's name (CSRF)

  private static let foreign: [HTTPFields] = [
    [.origin: "https://attacker.example"], [.origin: "null"], [.origin: "http://localhost:3000"],
    [.origin: "http://localhost.attacker.example"], [.origin: "localhost"], [site: "cross-site"], [site: "same-site"],
    [.origin: "http://localhost", site: "cross-site"],
  ]

  @Test(arguments: foreign)
  func aForeignPageSendsNothing(headers: HTTPFields) async throws {
    let server = try await TestServer { folder, options in
      options.audit = folder.appending(path: "audit.db")
      options.isModelControlOn = true
    }
    #expect(try await server.upload([SampleModel.picture()], headers).code == "foreign_origin")
    #expect(try await server.send(.post, "/feedback", headers, body: Data("{}".utf8)).status == 403)
    #expect(try await server.send(.post, Self.unload, headers).status == 403)
    #expect(try await server.get("/health", headers).status == 200, "a plain read, and the model is still there")
  }

  private static let own: [HTTPFields] = [
    [:], [.origin: "http://localhost"], [.origin: "http://localhost:80", site: "same-origin"],
    [.origin: "https://localhost"], [site: "none"], [site: "same-origin"],
  ]

  @Test(arguments: own)
  func itsOwnPageAndProgramsSend(headers: HTTPFields) async throws {
    #expect(try await TestServer().upload([SampleModel.picture()], headers).status == 200)
  }

  @Test func anAllowedPageSends() async throws {
    let server = try await TestServer { _, options in options.allowedOrigins = ["https://viewer.example"] }
    let picture = try SampleModel.picture()
    let allowed: HTTPFields = [.origin: "https://viewer.example", Self.site: "cross-site"]
    #expect(try await server.upload([picture], allowed).status == 200)
    #expect(try await server.upload([picture], [.origin: "https://viewer.example.net"]).status == 403)
  }

  // MARK: - Loading and unloading

  @Test func modelsAreControlledOnlyWhereAsked() async throws {
    let server = try await TestServer()
    for path in [Self.unload, "/v2/repository/models/chest/load"] {
      let answer = try await server.send(.post, path)
      #expect(answer.status == 403)
      #expect((try answer.object()["error"] as? String)?.contains("--model-control") == true)
    }
    #expect(try await server.upload([SampleModel.picture()]).status == 200)
    let metrics = try await server.get("/metrics").text
    #expect(metrics.contains(#"hilum_rejections_total{reason="model_control_off"} 2.0"#))
    let open = try await TestServer { _, options in options.isModelControlOn = true }
    #expect(try await open.send(.post, Self.unload).status == 200)
  }
}
