/// The status of an object that was not stored: a C-STORE response's (PS3.4 table B.2-1, PS3.7 annex C), or STOW-RS's
/// Failure Reason (0008,1197), which has the same codes (PS3.18 table 10.5.3-1).
package struct StorageFailure: Sendable, Equatable {
  /// The status code.
  package let code: UInt16

  /// A status that is neither success nor a warning.
  package init(code: UInt16) { self.code = code }

  /// Whether the other side has the instance already; identifiers of results say what they are made of.
  package var isDuplicate: Bool { code == 0x0111 }

  /// Whether the same object would be refused again.
  ///
  /// Want of resources (A7xx, 0213), a failure in processing (0110) and a refused authorization (0124) may pass; what can't
  /// be understood or is not supported stays so.
  package var isPermanent: Bool { code & 0xFF00 != 0xA700 && ![0x0110, 0x0124, 0x0213].contains(code) }
}

extension StorageFailure: CustomStringConvertible {
  /// The status in words, with its code.
  package var description: String { "\(words) (\(code.hexadecimal))" }

  private var words: String {
    switch code {
    case 0x0110: "processing failed"
    case 0x0111: "the instance is there already"
    case 0x0117: "the instance is invalid"
    case 0x0122: "its class is not supported"
    case 0x0124: "not authorized"
    case 0x0272, 0xC122: "its transfer syntax is not supported"
    case 0x0213, 0xA700...0xA7FF: "out of resources"
    case 0xA900...0xA9FF: "the data set does not match its class"
    case 0xC000...0xCFFF: "the data set can't be understood"
    default: "refused"
    }
  }
}
