public import Foundation

/// Where a picture comes from.
public enum PictureSource: Sendable {
  /// A file on disk.
  case file(URL)
  /// A file in memory.
  case bytes(Data)
  /// A picture that has been decoded.
  case picture(Radiograph)

  /// The decoded picture.
  ///
  /// - Throws: ``RadiographError``.
  public func read(_ options: ReadingOptions) throws -> Radiograph {
    switch self {
    case .file(let url):
      return try RadiographReader.read(contentsOf: url, options: options)
    case .bytes(let data):
      return try RadiographReader.read(data, options: options)
    case .picture(let picture):
      try options.limits.check(width: picture.width, height: picture.height)
      return picture
    }
  }
}
