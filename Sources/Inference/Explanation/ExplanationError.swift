/// What can go wrong when a reading is explained.
public enum ExplanationError: Error, Sendable, Equatable {
  /// The head cannot be taken the gradient of; the reason.
  case head(String)
  /// Features and head are of different widths.
  case features(count: Int, channels: Int, height: Int, width: Int)
  /// There is no such class.
  case noClass(index: Int, classes: Int)
  /// A heat-map has another number of values than its size asks for.
  case heatMapSize(width: Int, height: Int, values: Int)
  /// The picture does not show two lungs side by side, so that their zones cannot be told apart.
  case noZones
  /// An input, or what covers parts of it, has another number of values than its shape asks for.
  case input(shape: [Int], values: Int, cover: Int)
  /// A number that a method is told is out of range.
  case parameter(String, value: Int)
}

extension ExplanationError: CustomStringConvertible {
  /// The error as one sentence for a person.
  public var description: String {
    switch self {
    case .head(let reason):
      "no heat-map can be computed from the network's head: \(reason)"
    case .features(let count, let channels, let height, let width):
      "\(count) features are not \(channels) maps of \(width) × \(height)"
    case .noClass(let index, let classes):
      "there is no class \(index) among \(classes)"
    case .heatMapSize(let width, let height, let values):
      "a heat-map of \(width) × \(height) cannot have \(values) values"
    case .noZones:
      "the picture does not show two lungs side by side, whose zones could be told apart"
    case .input(let shape, let values, let cover):
      "a picture of \(values) values and a cover of \(cover) are not inputs of shape \(shape)"
    case .parameter(let name, let value):
      "\(name) cannot be \(value)"
    }
  }
}
