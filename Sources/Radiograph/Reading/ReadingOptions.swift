/// How a file is read.
public struct ReadingOptions: Sendable, Hashable {
  /// What the file may ask for.
  public var limits: DecodingLimits
  /// The size that will be made of the picture, if a JPEG may be decoded smaller for it (scaled DCT); else `nil`.
  ///
  /// Used only where the picture has at least twice this size each way, so that the decoded picture is never smaller.
  /// Pixels then differ slightly from a full decode; see ``Preprocessing/fastDecode``.
  public var fastDecodeTarget: ImageSize?

  /// Which frame of a DICOM file, from 0.
  public var frame: Int
  /// Which VOI look-up table or window of a DICOM file, from 0; `nil`: the first that is valid.
  public var window: Int?
  /// Which grey levels the pixels of a DICOM file become.
  public var dicomLevels: Preprocessing.DICOMLevels

  /// Options of your own; without arguments, the exact decode of the first frame within the standard limits.
  public init(
    limits: DecodingLimits = .standard, fastDecodeTarget: ImageSize? = nil, frame: Int = 0, window: Int? = nil,
    dicomLevels: Preprocessing.DICOMLevels = .shown
  ) {
    self.limits = limits
    self.fastDecodeTarget = fastDecodeTarget
    self.frame = frame
    self.window = window
    self.dicomLevels = dicomLevels
  }

  /// The exact decode of the first frame within the standard limits.
  public static let standard = ReadingOptions()
}
