/// Words for a probability, as radiologists use them.
///
/// The words and their probabilities are those of D. M. Panicek and H. Hricak, "How Sure Are You, Doctor? A Standardized
/// Lexicon to Describe the Radiologist's Level of Certainty", AJR 207(1), 2016, <https://doi.org/10.2214/AJR.15.15895>:
/// "consistent with" above 90 %, "probable" about 75 %, "possible" about 50 %, "less likely" about 25 %, "unlikely" below
/// 10 %. Between those that the lexicon says "about" of, the limits are halfway: 37.5 % and 62.5 %.
public enum Certainty: Sendable, Equatable {
  /// Below 10 %.
  case unlikely
  /// From 10 % to less than 37.5 %.
  case lessLikely
  /// From 37.5 % to less than 62.5 %.
  case possible
  /// From 62.5 % to 90 %.
  case probable
  /// Above 90 %.
  case consistent

  /// The word for a probability.
  public init(_ probability: Double) {
    self =
      switch probability {
      case ..<0.1: .unlikely
      case ..<0.375: .lessLikely
      case ..<0.625: .possible
      case ...0.9: .probable
      default: .consistent
      }
  }

  /// The word with what it is said of: "Probable pneumonia".
  func phrase(_ name: String) -> String {
    switch self {
    case .unlikely: "\(name.capitalizedFirst) is unlikely"
    case .lessLikely: "\(name.capitalizedFirst) is less likely"
    case .possible: "Possible \(name)"
    case .probable: "Probable \(name)"
    case .consistent: "Consistent with \(name)"
    }
  }
}

extension String {
  /// A class's name within a sentence: `PNEUMONIA` becomes "pneumonia", `Lung_Opacity` "Lung Opacity".
  ///
  /// What has a digit in it, as an abbreviation may, keeps its capitals.
  package var asFinding: String {
    let isShouted = self == uppercased() && !contains(where: \.isNumber)
    return (isShouted ? lowercased() : self).replacing("_", with: " ")
  }

  /// The text with a capital first.
  var capitalizedFirst: String { prefix(1).uppercased() + dropFirst() }
}
