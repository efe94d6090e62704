/// A DICOM object that was written of a reading, as a part 10 file.
public struct ResultFile: Sendable, Equatable {
  /// What it is: `sr`, `sc` or `gsps`.
  public let kind: String
  /// SOP Class UID.
  public let sopClass: String
  /// SOP Instance UID; the same source, model and kind always have the same.
  public let sopInstance: String
  /// The file.
  public let bytes: [UInt8]
}
