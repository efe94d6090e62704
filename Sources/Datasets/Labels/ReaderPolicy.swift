/// When a finding counts where several readers saw an image (VinDr-CXR).
public enum ReaderPolicy: String, Sendable, Hashable, CaseIterable {
  /// More than half of them saw it.
  case majority
  /// At least one of them saw it.
  case any
  /// All of them saw it.
  case all
}
