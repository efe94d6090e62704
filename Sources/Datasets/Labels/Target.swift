/// What is told apart where images have findings: anything found from nothing, or one finding from its absence.
public enum Target: Sendable, Hashable {
  /// `Normal` (no finding) from `Abnormal` (any finding).
  case abnormal
  /// One finding from its absence, whatever else is found: `Pneumonia` from `No Pneumonia`.
  case finding(String)

  /// `abnormal`, or a finding's name.
  public init(name: String) { self = name.lowercased() == "abnormal" ? .abnormal : .finding(name) }

  /// The name that ``init(name:)`` takes.
  public var name: String {
    switch self {
    case .abnormal: "abnormal"
    case .finding(let finding): finding
    }
  }
}

/// What counts where a reader of the images was not sure (CheXpert's -1).
public enum UncertainPolicy: String, Sendable, Hashable, CaseIterable {
  /// Such images are left out.
  case ignore
  /// As if it were there.
  case positive
  /// As if it were not.
  case negative
}

/// When a finding counts where several readers saw an image (VinDr-CXR).
public enum ReaderPolicy: String, Sendable, Hashable, CaseIterable {
  /// More than half of them saw it.
  case majority
  /// At least one of them saw it.
  case any
  /// All of them saw it.
  case all
}

/// Which views are taken where a data set has frontal and lateral ones.
public enum ViewPolicy: String, Sendable, Hashable, CaseIterable {
  /// PA and AP only.
  case frontal
  /// Lateral ones, too.
  case all

  /// Whether a view is taken; one that is not known is.
  func takes(_ view: String?) -> Bool {
    guard self == .frontal, let view = view?.uppercased() else { return true }
    return !(view == "L" || view == "LL" || view == "RL" || view.hasPrefix("LATERAL") || view == "COSTAL" || view == "CT")
  }
}
