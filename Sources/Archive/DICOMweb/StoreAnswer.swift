import Foundation

/// What a server says of the instances that were sent to it (PS3.18, section 10.5.3).
public struct StoreAnswer: Sendable, Equatable {
  /// An instance that the server did not take.
  public struct Failure: Sendable, Equatable {
    /// Its SOP Instance UID; nil where the server could not tell.
    public var sopInstance: String?
    /// Failure Reason (0008,1197), as PS3.18 table 10.5.3-1 and PS3.4 have it; nil where none is given.
    public var reason: UInt16?

    /// An instance that was not taken.
    public init(sopInstance: String?, reason: UInt16?) {
      self.sopInstance = sopInstance
      self.reason = reason
    }
  }

  /// SOP Instance UIDs of those that the server has now.
  public var stored: [String] = []
  /// Those that it refused.
  public var failures: [Failure] = []

  /// The answer in a data set.
  init(_ dataSet: DICOMJSON) {
    stored = dataSet.elements["00081199"]?.items.compactMap { $0["00081155"] } ?? []
    // Failed SOP Sequence; Other Failures Sequence, whose items name no instance.
    failures = ["00081198", "0008119A"].flatMap { dataSet.elements[$0]?.items ?? [] }.map { item in
      Failure(sopInstance: item["00081155"], reason: item["00081197"].flatMap { UInt16($0) })
    }
    // One that is there already is there: identifiers of results say what they are made of.
    stored += failures.filter(\.isDuplicate).compactMap(\.sopInstance)
    failures.removeAll(where: \.isDuplicate)
  }

  /// An answer that names nothing.
  public init() {}
}

extension StoreAnswer.Failure {
  /// Whether the server has the instance already.
  var isDuplicate: Bool { reason == 0x0111 }

  /// Whether the server would refuse the same instance again.
  ///
  /// Want of resources (A7xx), a failure in processing (0110) and a refused authorization (0124) may pass.
  public var isPermanent: Bool {
    guard let reason else { return false }
    return !(0xA700...0xA7FF).contains(reason) && ![0x0110, 0x0124].contains(reason)
  }
}

extension StoreAnswer.Failure: CustomStringConvertible {
  /// The reason in words, with its code.
  public var description: String {
    guard let reason else { return "no reason is given" }
    let words =
      switch reason {
      case 0x0110: "processing failed"
      case 0x0111: "the instance is there already"
      case 0x0117: "the instance is invalid"
      case 0x0122: "its class is not supported"
      case 0x0124: "not authorized"
      case 0x0272, 0xC122: "its transfer syntax is not supported"
      case 0xA700...0xA7FF: "out of resources"
      case 0xA900...0xA9FF: "the data set does not match its class"
      case 0xC000...0xCFFF: "the data set can't be understood"
      default: "refused"
      }
    let code = String(reason, radix: 16, uppercase: true)
    return "\(words) (\(String(repeating: "0", count: max(0, 4 - code.count)))\(code))"
  }
}
