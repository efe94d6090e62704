import Archive
import Foundation
import Testing

/// Inputs of the association's fuzzer: seeds, and what made an earlier version reserve what a length field says.
///
/// `Fuzz/run.sh` says how to add one.
struct RegressionCorpusTests {
  @Test func whateverPeersSendTheNodeAnswersTheNext() async throws {
    let folder = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .appending(path: "Goldens/Regressions/dimse")
    let inputs = try FileManager.default.contentsOfDirectory(at: folder, includingPropertiesForKeys: nil)
    #expect(!inputs.isEmpty)
    try await withNode(FolderReceiver()) { node in
      let port = node.port
      try await onThread {
        for input in inputs {
          let bytes = Array(try Data(contentsOf: input))
          let peer = try RawPeer(port: port)
          // As the fuzzer does: an even first byte, and an association is made before.
          if bytes.first.map({ $0 % 2 == 0 }) == true { #expect(peer.associate()) }
          peer.send(Array(bytes.dropFirst()))
          peer.finish()
          #expect(peer.isEnded())
        }
      }
      try await node.requester().echo()
    }
  }
}
