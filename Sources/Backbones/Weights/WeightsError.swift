public import Files

/// What can go wrong with finding pretrained weights.
public enum WeightsError: Error, Sendable, Equatable {
  /// The catalogue has no weights of this name.
  case unknown(String, known: [String])
  /// The file was found nowhere.
  case notFound(file: String, address: String, attempts: [Attempt])
  /// A file's SHA-256 does not begin with the digits that are known of the expected one.
  case otherFile(file: String, expected: String, found: Checksum)
  /// Hilum's cache can't be made.
  case noCache

  /// A place that was looked at in vain.
  public struct Attempt: Sendable, Equatable {
    /// The place.
    public let place: WeightsLocator.Place
    /// Why nothing came of it, as a sentence.
    public let reason: String

    /// A vain look at a place.
    public init(place: WeightsLocator.Place, reason: String) {
      self.place = place
      self.reason = reason
    }
  }
}
