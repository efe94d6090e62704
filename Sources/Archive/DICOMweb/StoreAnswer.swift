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

  /// Whether it names nothing, as the answer of a server that took all may.
  var isEmpty: Bool { stored.isEmpty && failures.isEmpty }

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
  private var failure: StorageFailure? { reason.map { StorageFailure(code: $0) } }

  /// Whether the server has the instance already.
  var isDuplicate: Bool { failure?.isDuplicate ?? false }

  /// Whether the server would refuse the same instance again, as C-STORE's statuses have it; false without a reason.
  public var isPermanent: Bool { failure?.isPermanent ?? false }
}

extension StoreAnswer.Failure: CustomStringConvertible {
  /// The reason in words, with its code.
  public var description: String { failure?.description ?? "no reason is given" }
}
