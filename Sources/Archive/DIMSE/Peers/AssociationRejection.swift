/// Why an association is rejected: result, source and reason of an A-ASSOCIATE-RJ (PS3.8 table 9-21).
public struct AssociationRejection: Sendable, Equatable {
  /// 1: permanent, 2: transient.
  public let result: UInt8
  /// 1: the application, 2 and 3: the provider of the network service.
  public let source: UInt8
  /// What it means depends on the source.
  public let reason: UInt8

  /// A rejection as it comes.
  public init(result: UInt8, source: UInt8, reason: UInt8) {
    self.result = result
    self.source = source
    self.reason = reason
  }

  package static let applicationContext = AssociationRejection(result: 1, source: 1, reason: 2)
  package static let callingTitle = AssociationRejection(result: 1, source: 1, reason: 3)
  package static let calledTitle = AssociationRejection(result: 1, source: 1, reason: 7)
  package static let malformed = AssociationRejection(result: 1, source: 2, reason: 1)
  package static let protocolVersion = AssociationRejection(result: 1, source: 2, reason: 2)
  package static let localLimit = AssociationRejection(result: 2, source: 3, reason: 2)

  /// Whether the same request may be accepted later.
  public var isTransient: Bool { result == 2 }
}

extension AssociationRejection: CustomStringConvertible {
  /// The reason, as a sentence without its end.
  public var description: String {
    switch (source, reason) {
    case (1, 2): "the application context is not supported"
    case (1, 3): "the calling AE title is not recognized"
    case (1, 7): "the called AE title is not recognized"
    case (2, 2): "the protocol version is not supported"
    case (3, 1): "temporary congestion"
    case (3, 2): "a local limit is exceeded"
    default: "no reason given"
    }
  }
}
