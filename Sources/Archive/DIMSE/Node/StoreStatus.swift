/// The status of a C-STORE response (PS3.4 table B.2-1, PS3.7 annex C).
public enum StoreStatus: Sendable, Equatable {
  case success
  /// Refused: out of resources.
  case outOfResources
  /// Refused: this SOP class is not supported.
  case classNotSupported
  /// Refused: the caller may not do this.
  case notAuthorized
  /// Error: the data set does not match the SOP class.
  case notThisClass
  /// Error: the data set cannot be understood.
  case cannotUnderstand
  /// Failed: there is such an instance with other content.
  case duplicate

  /// The status code.
  public var code: UInt16 {
    switch self {
    case .success: 0x0000
    case .outOfResources: 0xA700
    case .classNotSupported: 0x0122
    case .notAuthorized: 0x0124
    case .notThisClass: 0xA900
    case .cannotUnderstand: 0xC000
    case .duplicate: 0x0111
    }
  }
}
