import Foundation
import HTTPTypes
import Serving
import Testing

/// More than the server can read: refused at once, and only as long as it is so.
struct OverloadTests {
  @Test func aFullQueueRefusesAndRecovers() async throws {
    let server = try await TestServer { _, options in
      options.workers = 1
      options.limits.queue = 2
    }
    let picture = try SampleModel.picture(side: 1200)
    let answers = try await withThrowingTaskGroup(of: TestServer.Answer.self) { group in
      for _ in 0..<32 { group.addTask { try await server.upload([picture]) } }
      return try await group.reduce(into: [TestServer.Answer]()) { $0.append($1) }
    }
    let refused = answers.filter { $0.status != 200 }
    #expect(answers.contains { $0.status == 200 })
    #expect(!refused.isEmpty)
    #expect(refused.allSatisfy { $0.status == 503 && $0.code == "queue_full" && $0.headers[.retryAfter] == "1" })
    #expect(try await server.upload([picture]).status == 200)
    #expect(try await server.get("/metrics").text.contains(#"hilum_rejections_total{reason="queue_full"}"#))
  }

  @Test(arguments: ["/predict", "/explain", "/features", "/render", "/v2/models/chest/infer"])
  func aFullQueueRefusesBeforeTheBodyIsRead(path: String) async throws {
    let server = try await TestServer { _, options in options.limits.queue = 0 }
    // A body that never ends, and is none: it must not be waited for.
    let answer = try await server.sendEndlessly(path, Data("no form".utf8), every: .seconds(60))
    #expect(answer.status == 503)
    #expect(answer.headers[.retryAfter] == "1")
  }

  @Test func whatWaitedTooLongIsGivenUp() async throws {
    let server = try await TestServer { _, options in options.limits.requestTime = .zero }
    let answer = try await server.upload([SampleModel.picture()])
    #expect(answer.code == "deadline_exceeded")
    #expect(answer.headers[.retryAfter] == "1")
  }

  @Test func aBodyThatComesTooSlowlyIsRefused() async throws {
    let server = try await TestServer { _, options in options.limits.bodyTime = .milliseconds(100) }
    let answer = try await server.sendEndlessly("/predict", Data("x".utf8), every: .milliseconds(20))
    #expect(answer.code == "request_timeout")
    #expect(try await server.upload([SampleModel.picture()]).status == 200)
  }
}
