/// What became of one picture: its reading, or why there is none.
///
/// As JSON it is the one or the other, as `hilum predict --json` prints it.
public enum ReadingRecord: Sendable, Equatable {
  /// The picture was read.
  case reading(Reading)
  /// It could not be read.
  case failure(FailedReading)

  /// The picture's file.
  public var file: String? {
    switch self {
    case .reading(let reading): reading.file
    case .failure(let failure): failure.file
    }
  }

  /// Whether the picture could not be read.
  public var isFailure: Bool {
    switch self {
    case .reading: false
    case .failure: true
    }
  }
}

extension ReadingRecord: Codable {
  private enum CodingKeys: String, CodingKey { case error }

  /// Reads either; a failure is what has an `error`.
  public init(from decoder: any Decoder) throws {
    let isFailure = try decoder.container(keyedBy: CodingKeys.self).contains(.error)
    self = try isFailure ? .failure(FailedReading(from: decoder)) : .reading(Reading(from: decoder))
  }

  /// Writes the reading or the failure itself.
  public func encode(to encoder: any Encoder) throws {
    switch self {
    case .reading(let reading): try reading.encode(to: encoder)
    case .failure(let failure): try failure.encode(to: encoder)
    }
  }
}
