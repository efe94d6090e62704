/// What counts where a reader of the images was not sure (CheXpert's -1).
public enum UncertainPolicy: String, Sendable, Hashable, CaseIterable {
  /// Such images are left out.
  case ignore
  /// As if it were there.
  case positive
  /// As if it were not.
  case negative
}
