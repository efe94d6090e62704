extension BenchmarkError: CustomStringConvertible {
  /// The error as one sentence for a person.
  public var description: String {
    switch self {
    case .missingProgram(let name): "there is no program \(name)"
    case .failed(let name, let reason): "\(name) failed: \(reason)"
    case .missingScript(let name): "the peer has no \(name)"
    case .malformedAnswer(let name): "what \(name) wrote is no JSON object with the figure that was asked for"
    case .noPictures: "there is no picture to measure with"
    case .interrupted: "interrupted"
    }
  }
}
