import Foundation
import HTTPTypes
import JWTKit
import Logging
import Serving
import Testing

/// Keys, tokens, scopes and limits.
struct AccessTests {
  private struct Claims: JWTPayload {
    var sub = "someone"
    let exp: ExpirationClaim
    let scope: String

    func verify(using algorithm: some JWTAlgorithm) throws {}
  }

  private static let secret = "a secret of at least thirty-two bytes"

  @Test func aPublicAddressNeedsAKey() async throws {
    await #expect(throws: ServingError.publicWithoutKey(host: "0.0.0.0")) {
      _ = try await TestServer { _, options in options.host = "0.0.0.0" }
    }
    _ = try await TestServer { _, options in
      options.host = "0.0.0.0"
      options.isInsecureAllowed = true
    }
    await #expect(throws: ServingError.incompleteTLS) {
      _ = try await TestServer { folder, options in options.certificate = folder.appending(path: "x.pem") }
    }
  }

  @Test func keysOpenWhatTheyAllow() async throws {
    var secrets: [String] = []
    let server = try await TestServer { folder, options in
      let file = folder.appending(path: "keys.json")
      var keys = try KeyFile(contentsOf: file, mayBeMissing: true)
      secrets = [try keys.add(name: "viewer", scopes: [.predict]), try keys.add(name: "operator", scopes: [.admin])]
      options.keys = file
    }
    let (viewer, administrator) = (secrets[0], secrets[1])
    let kept = try String(contentsOf: server.folder.appending(path: "keys.json"), encoding: .utf8)
    #expect(!kept.contains(viewer))
    let picture = try SampleModel.picture()
    #expect(try await server.upload([picture]).status == 401)
    #expect(try await server.upload([picture], [.authorization: "Bearer wrong"]).status == 401)
    #expect(try await server.upload([picture], [.authorization: "Bearer \(viewer)"]).status == 200)
    #expect(try await server.upload([picture], [HTTPField.Name("X-API-Key") ?? .server: viewer]).status == 200)
    #expect(try await server.upload([picture], [.authorization: "Bearer \(administrator)"]).status == 200)
    #expect(try await server.get("/health").status == 200)
    #expect(try await server.get("/models").status == 401)
    let unload = "/v2/repository/models/chest/unload"
    #expect(try await server.send(.post, unload).status == 401)
    #expect(try await server.send(.post, unload, [.authorization: "Bearer \(viewer)"]).status == 403)
    #expect(try await server.send(.post, unload, [.authorization: "Bearer \(administrator)"]).status == 200)

    var keys = try KeyFile(contentsOf: server.folder.appending(path: "keys.json"))
    try keys.revoke(try #require(keys.keys.first { $0.name == "viewer" }).id)
    try await server.server.reloadKeys()
    #expect(try await server.upload([picture], [.authorization: "Bearer \(viewer)"]).status == 401)
  }

  @Test func tokensMustBeSignedAndInTime() async throws {
    let server = try await TestServer { folder, options in
      let file = folder.appending(path: "secret")
      try Data(Self.secret.utf8).write(to: file)
      options.tokenSecret = file
    }
    func token(_ secret: String, scope: String = "predict", seconds: Double = 60) async throws -> String {
      let keys = await JWTKeyCollection().add(hmac: HMACKey(from: secret), digestAlgorithm: .sha256)
      return try await keys.sign(Claims(exp: .init(value: Date(timeIntervalSinceNow: seconds)), scope: scope))
    }
    func status(_ token: String) async throws -> Int {
      try await server.upload([SampleModel.picture()], [.authorization: "Bearer \(token)"]).status
    }
    let good = try await token(Self.secret)
    #expect(try await status(good) == 200)
    #expect(try await status(try await token(Self.secret, seconds: -60)) == 401)
    #expect(try await status(try await token("another secret of thirty-two bytes or more")) == 401)
    #expect(try await status(try await token(Self.secret, scope: "nothing")) == 403)
    let parts = good.split(separator: ".")
    func encoded(_ text: String) -> String {
      Data(text.utf8).base64EncodedString().replacing("=", with: "").replacing("+", with: "-").replacing("/", with: "_")
    }
    let none = encoded(#"{"alg":"none","typ":"JWT"}"#)
    #expect(try await status("\(none).\(parts[1]).") == 401)
    #expect(try await status("\(none).\(parts[1]).\(parts[2])") == 401)
    #expect(try await status("\(parts[0]).\(encoded(#"{"exp":99999999999,"scope":"admin"}"#)).\(parts[2])") == 401)
  }

  @Test func aRateIsHeldTo() async throws {
    let server = try await TestServer { _, options in options.limits.requestsPerMinute = 12 }
    var statuses: [Int] = []
    for _ in 0..<5 { statuses.append(try await server.get("/models").status) }
    #expect(statuses.first == 200)
    #expect(statuses.last == 429)
    #expect(try await server.get("/models").headers[.retryAfter] != nil)
    #expect(try await server.get("/health").status == 200)
  }

  @Test func otherOriginsAreLetInOnlyWhenTold() async throws {
    let origin: HTTPFields = [.origin: "https://viewer.example", .accessControlRequestMethod: "POST"]
    let closed = try await TestServer()
    #expect(try await closed.get("/health", origin).headers[.accessControlAllowOrigin] == nil)
    let open = try await TestServer { _, options in options.allowedOrigins = ["https://viewer.example"] }
    #expect(try await open.get("/health", origin).headers[.accessControlAllowOrigin] == "https://viewer.example")
    #expect(try await open.send(.options, "/predict", origin).status == 204)
    let stranger: HTTPFields = [.origin: "https://other.example"]
    #expect(try await open.get("/health", stranger).headers[.accessControlAllowOrigin] == nil)
  }
}
