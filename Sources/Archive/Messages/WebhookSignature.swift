import Crypto
import Foundation

/// By what a receiver knows that a message is ours, is whole, and is new.
///
/// `X-Hilum-Signature: sha256=` and the HMAC-SHA256 (RFC 2104), in hexadecimal digits, of the timestamp, a full stop and the
/// body. `X-Hilum-Timestamp` has the seconds since 1970: a receiver refuses what is some minutes old. `Idempotency-Key` is
/// the body's SHA-256, the same whenever the same is told again.
struct WebhookSignature: Sendable, Equatable {
  let timestamp: String
  let signature: String
  let idempotencyKey: String

  /// Signs a body.
  init(_ body: Data, secret: Data, at time: Date) {
    timestamp = String(Int(time.timeIntervalSince1970.rounded(.down)))
    var hmac = HMAC<SHA256>(key: SymmetricKey(data: secret))
    hmac.update(data: Data("\(timestamp).".utf8))
    hmac.update(data: body)
    signature = "sha256=" + hmac.finalize().map { String(format: "%02x", $0) }.joined()
    idempotencyKey = SHA256.hash(data: body).map { String(format: "%02x", $0) }.joined()
  }

  /// The headers that carry it.
  var headers: [(name: String, value: String)] {
    [("X-Hilum-Timestamp", timestamp), ("X-Hilum-Signature", signature), ("Idempotency-Key", idempotencyKey)]
  }
}
