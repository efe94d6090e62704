import Foundation

/// What the other side says of an HL7 v2 message that it got (HL7 v2.5.1 section 2.9.2, segment MSA).
struct Acknowledgement: Sendable, Equatable {
  /// Table 0008; of enhanced mode's codes (CA, CE, CR) the second letter counts alike.
  enum Code: Sendable, Equatable {
    /// AA: it was taken.
    case accepted
    /// AE: something went wrong with it.
    case failed
    /// AR: it will not be taken.
    case rejected
  }

  let code: Code
  /// The control id of the message that is acknowledged.
  let controlID: String
  /// The code of what is wrong (ERR-3, table 0357), such as 204; nil where it is not told.
  ///
  /// The words beside it may name a patient, and are left.
  let error: Int?

  /// Reads an acknowledgement.
  ///
  /// - Throws: ``MLLPError/malformedAnswer(_:)``.
  init(_ message: some Collection<UInt8>) throws(MLLPError) {
    let segments = String(decoding: message, as: UTF8.self).split(whereSeparator: \.isNewline)
    guard let header = segments.first, header.hasPrefix("MSH"), let separator = header.dropFirst(3).first else {
      throw .malformedAnswer("it is no HL7 v2 message")
    }
    let rows = segments.map { $0.split(separator: separator, omittingEmptySubsequences: false) }
    guard let fields = rows.first(where: { $0.first == "MSA" }), fields.count > 1 else {
      throw .malformedAnswer("it has no segment MSA")
    }
    switch fields[1] {
    case "AA", "CA": code = .accepted
    case "AE", "CE": code = .failed
    case "AR", "CR": code = .rejected
    default: throw .malformedAnswer("its code is none of AA, AE and AR")
    }
    controlID = fields.count > 2 ? String(fields[2]) : ""
    let faults = rows.filter { $0.first == "ERR" && $0.count > 3 }
    error = faults.lazy.compactMap { Int($0[3].prefix { $0.isASCII && $0.isNumber }) }.first {
      (100...999).contains($0)
    }
  }

  /// The control id of a message: field 10 of its header; nil where it has none.
  static func controlID(of message: some Collection<UInt8>) -> String? {
    let header = message.prefix { $0 != 0x0D }
    let fields = header.split(separator: UInt8(ascii: "|"), omittingEmptySubsequences: false)
    guard fields.count > 9, fields[0].elementsEqual("MSH".utf8) else { return nil }
    return String(decoding: fields[9], as: UTF8.self)
  }
}
