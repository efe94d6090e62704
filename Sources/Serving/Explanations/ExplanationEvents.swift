import Files
import Foundation
import Hummingbird
import NIOCore

/// A slow explanation as server-sent events: `place` with how many are before it, then `explanation`, or `error` with what
/// it was refused with.
struct ExplanationEvents: Sendable {
  private enum Event: Sendable {
    case place(Int)
    case done(Data)
    case refused(APIError)
    case silence
  }

  /// So often a comment tells whether the client is still there.
  private static let patience = Duration.seconds(2)

  /// Makes an explanation, and tells how many are before it.
  typealias Work = @Sendable (_ place: @escaping @Sendable (Int) -> Void) async throws -> ExplanationAnswer

  let requestID: String
  let explain: Work

  /// The events until the explanation is there, which is given up where the client goes.
  var body: ResponseBody {
    ResponseBody { writer in
      let (events, continuation) = AsyncStream<Event>.makeStream()
      let work = Task {
        do {
          let answer = try await explain { continuation.yield(.place($0)) }
          continuation.yield(.done(try JSONLine.bytes(answer)))
        } catch {
          continuation.yield(.refused(APIError(error)))
        }
        continuation.finish()
      }
      let beat = Task {
        while true {
          try await Task.sleep(for: Self.patience)
          continuation.yield(.silence)
        }
      }
      defer {
        work.cancel()
        beat.cancel()
      }
      for await event in events { try await writer.write(ByteBuffer(bytes: try bytes(event))) }
      try await writer.finish(nil)
    }
  }

  private func bytes(_ event: Event) throws -> Data {
    func named(_ name: String, _ json: Data) -> Data { Data("event: \(name)\ndata: ".utf8) + json + Data("\n\n".utf8) }
    switch event {
    case .place(let count): return try named("place", JSONLine.bytes(["before": count]))
    case .done(let json): return named("explanation", json)
    case .refused(let error): return try named("error", JSONLine.bytes(RefusalBody(error, requestID: requestID)))
    case .silence: return Data(": still waiting\n\n".utf8)
    }
  }
}
