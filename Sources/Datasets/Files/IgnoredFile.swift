/// Why a file below a data folder was passed over.
public enum IgnoredFile: String, Sendable, Hashable, Codable, CaseIterable, CodingKeyRepresentable {
  /// Its name begins with a dot, or it belongs to an operating system (`Thumbs.db`, `__MACOSX`).
  case hidden
  /// It is not an image.
  case notImage = "not_image"
  /// It is an image of a format that is not read, such as BMP or TIFF.
  case unsupportedFormat = "unsupported_format"
  /// It is a link to nothing.
  case brokenLink = "broken_link"
  /// It is a link to a folder that has been visited already.
  case linkLoop = "link_loop"
  /// It is a pipe, socket or device.
  case notRegular = "not_regular"

  /// The reason in words, for one file or many.
  var phrase: String {
    switch self {
    case .hidden: "hidden"
    case .notImage: "not an image"
    case .unsupportedFormat: "an image format that is not read"
    case .brokenLink: "broken link"
    case .linkLoop: "link to a folder already visited"
    case .notRegular: "pipe, socket or device"
    }
  }
}
