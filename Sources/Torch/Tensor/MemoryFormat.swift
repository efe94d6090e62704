import CTorch

/// The order in which the elements of a tensor [N, C, H, W] lie in memory.
///
/// Its shape stays the same.
public enum MemoryFormat: Sendable, CaseIterable {
  /// Row-major: N, C, H, W.
  case contiguous
  /// As it is.
  case preserve
  /// N, H, W, C, in which convolutions are faster on most processors.
  case channelsLast

  var lowered: ct_memory_format {
    switch self {
    case .contiguous: CT_CONTIGUOUS
    case .preserve: CT_PRESERVE
    case .channelsLast: CT_CHANNELS_LAST
    }
  }
}
