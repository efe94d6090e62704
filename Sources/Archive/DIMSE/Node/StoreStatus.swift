/// The status of a C-STORE response (PS3.4 table B.2-1, PS3.7 annex C).
public enum StoreStatus: Sendable, Equatable {
  case success
  /// Refused: out of resources.
  case outOfResources
  /// Error: the data set does not match the SOP class.
  case notThisClass
  /// Error: the data set cannot be understood.
  case cannotUnderstand

  /// The status code.
  public var code: UInt16 {
    switch self {
    case .success: 0x0000
    case .outOfResources: 0xA700
    case .notThisClass: 0xA900
    case .cannotUnderstand: 0xC000
    }
  }
}
