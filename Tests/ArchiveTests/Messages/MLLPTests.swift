import Archive
import FolderTesting
import Foundation
import Synchronization
import Testing

/// The client against interface engines, good and bad.
@Suite struct MLLPTests {
  private static let message = Data("MSH|^~\\&|Hilum||||20261128||ORU^R01^ORU_R01|C17|P|2.5.1\rPID|1||X\r".utf8)

  /// What sending to an engine that gives one answer throws.
  private func failure(
    _ pieces: [[UInt8]]?, timeout: Duration = .seconds(10), answerBytes: Int = 4096
  ) async throws -> MLLPError? {
    try await MLLPStub.serving { _ in
      pieces
    } _: { stub in
      do throws(MLLPError) {
        try await MLLPClient(host: "127.0.0.1", port: stub.port, timeout: timeout, answerBytes: answerBytes)
          .send(Self.message)
        return nil
      } catch {
        return error
      }
    }
  }

  @Test func messagesAreFramed() async throws {
    let received = Mutex<[UInt8]>([])
    try await MLLPStub.serving { frame in
      received.withLock { $0 = frame }
      return [MLLPStub.acknowledgement("AA", of: "C17")]
    } _: { stub in
      try await MLLPClient(host: "localhost", port: stub.port).send(Self.message)
    }
    #expect(received.withLock { $0 } == [0x0B] + Array(Self.message) + [0x1C, 0x0D])
  }

  @Test func acknowledgementsMayComeByteByByteAmongOtherBytes() async throws {
    let answer = [0x0D, 0x0A] + MLLPStub.acknowledgement("CA", of: "C17")
    #expect(try await failure(answer.map { [$0] }) == nil)
  }

  @Test(arguments: [
    ("AE", MLLPError.failed(error: nil), false), ("CE", .failed(error: nil), false),
    ("AR", .rejected(error: nil), true), ("CR", .rejected(error: nil), true),
    ("XX", .malformedAnswer("its code is none of AA, AE and AR"), false),
  ])
  func codesSayWhetherToTryAgain(code: String, expected: MLLPError, isPermanent: Bool) async throws {
    let error = try await failure([MLLPStub.acknowledgement(code, of: "C17", "unknown patient 4711 DOE^JOHN")])
    #expect(error == expected)
    #expect(error?.isPermanent == isPermanent)
  }

  @Test(arguments: [("204^Unknown key identifier^HL70357", 204), ("DOE^JOHN", nil), ("4711", nil), ("", nil)])
  func ofWhatAnEngineSaysTheErrorsCodeIsTold(field: String, code: Int?) async throws {
    let segment = "unknown patient 4711 DOE^JOHN\rERR||PID^1^3|\(field)|E|||4711 DOE^JOHN"
    let error = try await failure([MLLPStub.acknowledgement("AR", of: "C17", segment)])
    #expect(error == .rejected(error: code))
    let suffix = code.map { ", error \($0)" } ?? ""
    #expect(error?.description == "the interface engine rejects the message (AR\(suffix))")
  }

  @Test func anAnswerToAnotherMessageIsNone() async throws {
    #expect(try await failure([MLLPStub.acknowledgement("AA", of: "C18")]) == .otherMessage)
  }

  @Test func answersThatAreNone() async throws {
    func frame(_ text: String) -> [UInt8] { [0x0B] + Array(text.utf8) + [0x1C, 0x0D] }
    #expect(try await failure([frame("HTTP/1.1 400")]) == .malformedAnswer("it is no HL7 v2 message"))
    #expect(try await failure([frame("MSH|^~\\&|x\r")]) == .malformedAnswer("it has no segment MSA"))
    #expect(try await failure([frame("")]) == .malformedAnswer("it is no HL7 v2 message"))
    #expect(try await failure(nil) == .closed)
  }

  @Test func anAnswerWithoutEndIsCut() async throws {
    let flood = [[0x0B] + [UInt8](repeating: 0x41, count: 9000)]
    #expect(try await failure(flood) == .tooLarge(limit: 4096))
  }

  @Test func silenceTimesOut() async throws {
    let started = ContinuousClock.now
    #expect(try await failure([], timeout: .milliseconds(200)) == .timedOut)
    #expect(ContinuousClock.now - started < .seconds(5))
  }

  @Test func nobodyThere() async throws {
    let port = try await MLLPStub.serving { _ in
      nil
    } _: {
      $0.port
    }
    let client = try MLLPClient(host: "127.0.0.1", port: port, timeout: .seconds(5))
    do throws(MLLPError) {
      try await client.send(Self.message)
      Issue.record("it was sent to nobody")
    } catch {
      #expect(error == .unreachable("nobody answers there"))
      #expect(!error.isPermanent)
    }
  }

  @Test func onlyMessagesAreSent() async throws {
    let client = try MLLPClient(host: "127.0.0.1", port: 1)
    await #expect(throws: MLLPError.noMessage) { try await client.send(Data("PID|1\r".utf8)) }
    await #expect(throws: MLLPError.noMessage) { try await client.send(Data()) }
  }

  @Test func anEncryptedClientDoesNotTalkToAnOpenEngine() async throws {
    let folder = try TemporaryFolder()
    #expect(throws: MLLPError.unusableFile("none.pem")) {
      try MLLPClient(
        host: "127.0.0.1", port: 1, tls: ClientTLS(authorities: folder.url.appending(path: "none.pem")))
    }
    try await MLLPStub.serving { _ in
      [MLLPStub.acknowledgement("AA", of: "C17")]
    } _: { stub in
      let client = try MLLPClient(host: "localhost", port: stub.port, tls: ClientTLS(), timeout: .seconds(2))
      await #expect(throws: MLLPError.self) { try await client.send(Self.message) }
    }
  }

  @Test func destinationsTakeMessagesOnly() async throws {
    let folder = try TemporaryFolder()
    let file = try folder.write(Self.message, "oru.hl7")
    let source = OutgoingResult.Source(sopInstance: "1.2.3", study: "1.2")
    try await MLLPStub.serving { _ in
      [MLLPStub.acknowledgement("AR", of: "C17", "no")]
    } _: { stub in
      let destination = MLLPDestination(
        name: "engine", try MLLPClient(host: "127.0.0.1", port: stub.port))
      func failure(_ kind: ResultKind, _ file: URL) async -> DeliveryError? {
        do throws(DeliveryError) {
          try await destination.send(OutgoingResult(kind: kind, file: file, source: source))
          return nil
        } catch {
          return error
        }
      }
      #expect(
        await failure(.oru, file)
          == DeliveryError(reason: "the interface engine rejects the message (AR)", isPermanent: true))
      #expect(await failure(.structuredReport, file)?.isPermanent == true)
      #expect(await failure(.oru, folder.url.appending(path: "gone.hl7"))?.isPermanent == false)
    }
  }
}
