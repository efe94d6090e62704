/// What can be wrong with a picture from outside.
///
/// The sentences stand in `RadiographError+Description.swift`.
///
/// No case names the file: whoever opened it says which one it was.
public enum RadiographError: Error, Sendable, Equatable {
  /// The file has no bytes.
  case emptyFile
  /// The file can't be opened or read; `reason` is the system's.
  case unreadableFile(name: String, reason: String)
  /// The first bytes are those of no format that is read.
  case unknownFormat
  /// The file is of another kind, known by its first bytes.
  case foreignFormat(ForeignFormat)
  /// The format is read, but not this variety of it.
  case unsupportedVariety(ImageFormat, String)
  /// The file ends before its picture does.
  case truncated(ImageFormat)
  /// The bytes contradict the format.
  case malformed(ImageFormat, String)
  /// The file is larger than ``DecodingLimits/maximumBytes``.
  case tooManyBytes(count: Int, limit: Int)
  /// The header declares more pixels than ``DecodingLimits/maximumPixels``.
  case tooManyPixels(width: Int, height: Int, limit: Int)
  /// The header declares a side longer than ``DecodingLimits/maximumSide``.
  case sideTooLong(width: Int, height: Int, limit: Int)
  /// A progressive JPEG has more scans than ``DecodingLimits/maximumScans``.
  case tooManyScans(limit: Int)
  /// A DICOM file has more elements, items and fragments than ``DecodingLimits/maximumElements``.
  case tooManyElements(limit: Int)
  /// A DICOM file nests sequences deeper than ``DecodingLimits/maximumSequenceDepth``.
  case nestedTooDeeply(limit: Int)
  /// The file is a valid one of another kind as well, such as a program.
  case alsoAnotherFormat(String)
  /// A frame that the file does not have was asked for.
  case noSuchFrame(index: Int, count: Int)
  /// A VOI look-up table or window that the file does not have was asked for.
  case noSuchWindow(index: Int, count: Int)
  /// Decoding would need more memory than the picture's size explains.
  case tooMuchMemory(ImageFormat)
  /// The picture is too small to be a radiograph.
  case tooSmall(width: Int, height: Int, minimumSide: Int)
  /// Pixels handed over in memory do not fit the size they came with.
  case inconsistentPixels(width: Int, height: Int, samples: Int)
  /// A preprocessing pipeline that can't work, whatever the picture.
  case invalidPreprocessing(String)
  /// A preprocessing needs the lungs' outline, and there is no network, or another one, to find it.
  case noLungNetwork(String)
  /// No lungs were found in the picture.
  case noLungs
  /// A buffer for the model's input has the wrong length.
  case wrongBufferSize(count: Int, expected: Int)

  /// A stable name for programs, as in JSON and HTTP answers.
  public var code: String {
    switch self {
    case .emptyFile: "empty_file"
    case .unreadableFile: "unreadable_file"
    case .unknownFormat, .foreignFormat: "unsupported_media_type"
    case .unsupportedVariety: "unsupported_variety"
    case .truncated: "truncated_image"
    case .malformed: "malformed_image"
    case .tooManyBytes: "file_too_large"
    case .tooManyPixels, .sideTooLong: "image_too_large"
    case .tooManyScans: "too_many_scans"
    case .tooManyElements, .nestedTooDeeply: "too_complex"
    case .alsoAnotherFormat: "ambiguous_format"
    case .noSuchFrame: "no_such_frame"
    case .noSuchWindow: "no_such_window"
    case .tooMuchMemory: "too_much_memory"
    case .tooSmall: "image_too_small"
    case .inconsistentPixels: "inconsistent_pixels"
    case .invalidPreprocessing: "invalid_preprocessing"
    case .noLungNetwork: "no_lung_network"
    case .noLungs: "no_lungs"
    case .wrongBufferSize: "wrong_buffer_size"
    }
  }
}
