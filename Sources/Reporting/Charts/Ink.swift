/// The colours of every chart and page, each for light and for dark surroundings.
///
/// The data colours follow Okabe and Ito's palette, which people with any colour vision can tell apart, slightly deepened
/// on white and lightened on black. Two series never differ by colour alone: they are labelled or dashed too.
public enum Ink: String, CaseIterable, Sendable {
  /// Text.
  case text
  /// Secondary text.
  case muted
  /// Grid lines.
  case grid
  /// Axis lines.
  case axis
  /// The page or picture behind everything.
  case surface
  /// Panels slightly off the surface.
  case raised
  /// First data colour: the negative class, validation, the first run.
  case blue
  /// Second data colour: the positive class, training.
  case orange
  /// Third data colour.
  case green
  /// Fourth data colour.
  case purple
  /// Fifth data colour.
  case sky
  /// Sixth data colour.
  case olive

  /// The data colours in the order in which series take them.
  static let series: [Ink] = [.blue, .orange, .green, .purple, .sky, .olive]

  /// The colour of series `index`, which wraps round.
  static func series(_ index: Int) -> Ink { series[index % series.count] }

  var light: String {
    switch self {
    case .text: "#1c2530"
    case .muted: "#5d6977"
    case .grid: "#e7eaee"
    case .axis: "#a9b3bf"
    case .surface: "#ffffff"
    case .raised: "#f5f7f9"
    case .blue: "#1266a8"
    case .orange: "#cf5c0a"
    case .green: "#0f8a68"
    case .purple: "#a1508f"
    case .sky: "#3f9bd0"
    case .olive: "#8d7a12"
    }
  }

  var dark: String {
    switch self {
    case .text: "#e4e9ef"
    case .muted: "#98a5b3"
    case .grid: "#29313b"
    case .axis: "#576270"
    case .surface: "#12171d"
    case .raised: "#1a2028"
    case .blue: "#6db3ee"
    case .orange: "#f2995a"
    case .green: "#55c3a1"
    case .purple: "#d793c8"
    case .sky: "#9ad6f7"
    case .olive: "#d1c154"
    }
  }

  /// The name of the colour's CSS variable.
  var variable: String { "--\(rawValue)" }
}
