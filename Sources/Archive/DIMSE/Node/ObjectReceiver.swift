public import FoundationEssentials

/// An object that a peer is about to send.
public struct OfferedObject: Sendable, Equatable {
  /// One of those that the node takes.
  public let sopClass: String
  /// Digits and dots, at most 64.
  public let sopInstance: String
  /// In which the object is written, and stays.
  public let transferSyntax: String
  /// The peer's title.
  public let callingAE: String
  /// In digits.
  public let peerAddress: String

  /// An object, for receivers' tests.
  public init(sopClass: String, sopInstance: String, transferSyntax: String, callingAE: String, peerAddress: String) {
    self.sopClass = sopClass
    self.sopInstance = sopInstance
    self.transferSyntax = transferSyntax
    self.callingAE = callingAE
    self.peerAddress = peerAddress
  }
}

/// What becomes of objects that peers send.
///
/// All methods are called on the thread of the object's association, which waits for them; several associations call at the
/// same time.
public protocol ObjectReceiver: Sendable {
  /// Where the object's bytes are to be written (a Part 10 file), or why it is refused. Called before the bytes come.
  func place(for object: OfferedObject) -> Result<URL, StoreRefusal>

  /// The file is whole, and not yet synced. Returns once it is safe, with what the peer is told.
  func received(_ object: OfferedObject, file: URL) -> StoreStatus

  /// The bytes did not all come, or could not all be written; the file has been removed.
  func abandoned(_ object: OfferedObject, file: URL, reason: String)
}

/// Why an object is not taken.
public struct StoreRefusal: Error, Sendable, Equatable {
  /// What the peer is told.
  public var status: StoreStatus
  /// For the peer, which gets 64 characters of it.
  public var reason: String

  /// A status other than success, and why.
  public init(status: StoreStatus, reason: String) {
    self.status = status
    self.reason = reason
  }
}
