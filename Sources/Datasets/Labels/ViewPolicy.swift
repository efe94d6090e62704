/// Which views are taken where a data set has frontal and lateral ones.
public enum ViewPolicy: String, Sendable, Hashable, CaseIterable {
  /// PA and AP only.
  case frontal
  /// Lateral ones, too.
  case all

  /// Whether a view is taken; one that is not known is.
  func takes(_ view: String?) -> Bool {
    guard self == .frontal, let view = view?.uppercased() else { return true }
    return
      !(view == "L" || view == "LL" || view == "RL" || view.hasPrefix("LATERAL") || view == "COSTAL" || view == "CT")
  }
}
