import Files
import Foundation
import Hummingbird
import NIOCore
import ServiceLifecycle

/// What happens in a run, as server-sent events: `epoch` with an epoch's figures, `progress` with how far it is, and `end`
/// with the state in which the run is left.
struct RunEvents: Sendable {
  private static let interval = Duration.seconds(1)
  /// Looks without an event after which a comment tells whether the client is still there.
  private static let patience = 15

  let folder: RunFolder
  let name: String

  /// The epochs so far, then what comes, until the run or the server ends.
  var body: ResponseBody {
    ResponseBody { writer in
      var epochs = 0
      var progress: Data?
      var silence = 0
      while true {
        let isLeaving = Task.isShuttingDownGracefully || Task.isCancelled
        // Whether it runs is looked at before its rows are, so that none is missed at the end.
        let state = folder.state(of: name)
        let rows = folder.rows(of: name)
        for row in rows.dropFirst(epochs) { try await writer.write(Self.event("epoch", JSONLine.bytes(row))) }
        silence = rows.count > epochs ? 0 : silence + 1
        epochs = max(epochs, rows.count)
        if let now = try folder.progress(of: name).map({ try JSONLine.bytes($0) }), now != progress {
          try await writer.write(Self.event("progress", now))
          (progress, silence) = (now, 0)
        }
        guard state == .running, !isLeaving else {
          try await writer.write(Self.event("end", JSONLine.bytes(["state": state])))
          return try await writer.finish(nil)
        }
        if silence == Self.patience {
          try await writer.write(ByteBuffer(string: ": still running\n\n"))
          silence = 0
        }
        try? await cancelWhenGracefulShutdown { try await Task.sleep(for: Self.interval) }
      }
    }
  }

  private static func event(_ name: String, _ json: Data) -> ByteBuffer {
    ByteBuffer(string: "event: \(name)\ndata: \(String(decoding: json, as: UTF8.self))\n\n")
  }
}
