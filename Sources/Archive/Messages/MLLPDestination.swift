import Files
import Foundation

/// An interface engine that takes HL7 v2 messages over MLLP.
public struct MLLPDestination: Destination {
  /// What it is called in the configuration.
  public let name: String
  private let client: MLLPClient

  /// A message has at most so many bytes.
  private static let limit = 1 << 20

  /// An interface engine.
  public init(name: String, _ client: MLLPClient) {
    self.name = name
    self.client = client
  }

  /// Sends a message, and returns once the other side has acknowledged it.
  ///
  /// - Throws: ``DeliveryError``; permanent for what is no message, and for what the other side rejects.
  public func send(_ result: OutgoingResult) async throws(DeliveryError) {
    guard result.kind == .oru else {
      throw DeliveryError(reason: "MLLP takes HL7 v2 messages only, no \(result.kind.rawValue)", isPermanent: true)
    }
    let message: Data
    do {
      message = try FileReading.bytes(of: result.file, limit: Self.limit)
    } catch {
      throw DeliveryError(reason: "\(error)", isPermanent: false)
    }
    do {
      try await client.send(message)
    } catch {
      throw DeliveryError(reason: error.description, isPermanent: error.isPermanent)
    }
  }
}
