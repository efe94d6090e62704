import Files

extension WeightsError: CustomStringConvertible {
  /// The error in English; it says what to do.
  public var description: String {
    switch self {
    case .unknown(let name, let known):
      "there are no pretrained weights named \(name); known are \(known.joined(separator: ", "))"
    case .notFound(let file, let address, let attempts):
      "the pretrained weights \(file) were not found. Tried: "
        + attempts.map { "\($0.place.description) (\($0.reason))" }.joined(separator: "; ")
        + ". Get the file from \(address) on a machine that can, and pass it with --weights FILE"
    case .otherFile(let file, let expected, let found):
      "\(file) is damaged or not the published file: its SHA-256 is \(found), and should "
        + (expected.count == found.hex.count ? "be" : "begin with") + " \(expected)"
    case .noCache:
      "Hilum's cache cannot be made; set HILUM_CACHE to a directory that can be written"
    }
  }
}

extension WeightsLocator.Place: CustomStringConvertible {
  /// The place's name in a sentence.
  public var description: String {
    switch self {
    case .given: "the given file"
    case .cache: "Hilum's cache"
    case .torchHub: "PyTorch's hub cache"
    case .package: "the Python package index"
    case .address: "the official address"
    }
  }
}
