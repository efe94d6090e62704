public import Radiograph

/// A picture with a line above it, such as an earlier one of the same patient.
public struct CaptionedPicture: Sendable {
  /// The picture.
  public var picture: Radiograph
  /// The line; what identifies a patient has no place in it.
  public var caption: String

  /// A picture with its caption.
  public init(_ picture: Radiograph, caption: String) {
    self.picture = picture
    self.caption = caption
  }
}
