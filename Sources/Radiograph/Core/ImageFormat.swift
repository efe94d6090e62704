/// The file formats that are read.
///
/// What a file is follows from its first bytes, never from its name.
public enum ImageFormat: String, Sendable, Hashable, Codable, CaseIterable {
  /// JPEG (ISO/IEC 10918-1), baseline and progressive.
  case jpeg
  /// PNG (ISO/IEC 15948).
  case png
  /// DICOM, part 10 file or bare data set.
  case dicom

  /// The format's name in running text.
  public var name: String {
    switch self {
    case .jpeg: "JPEG"
    case .png: "PNG"
    case .dicom: "DICOM"
    }
  }
}
