public import Foundation

/// Reads radiographs from bytes or files, whatever they are named: the first bytes tell the format.
///
/// Grey levels are exactly Pillow's: see `CTurboJPEG` and `CPNG`. Limits are checked against the header before pixels are
/// allocated, and no content can trap.
public enum RadiographReader {
  /// Reads a file.
  ///
  /// - Throws: ``RadiographError``.
  public static func read(contentsOf url: URL, options: ReadingOptions = .standard) throws -> Radiograph {
    try read(try bytes(of: url, limits: options.limits), options: options)
  }

  /// Reads a file that is in memory.
  ///
  /// - Throws: ``RadiographError``.
  public static func read(_ data: Data, options: ReadingOptions = .standard) throws -> Radiograph {
    try data.withUnsafeBytes { bytes in
      try options.limits.check(byteCount: bytes.count)
      switch format(of: bytes) {
      case .jpeg: return try JPEGFile(bytes).read(options)
      case .png: return try PNGFile(bytes).read(options)
      case .dicom:
        return try DICOMFile(bytes: Array(bytes), limits: options.limits)
          .radiograph(frame: options.frame, window: options.window, levels: options.dicomLevels)
      }
    }
  }

  /// What a file's header tells, without decoding any pixel.
  ///
  /// - Throws: ``RadiographError``, also where the picture exceeds the limits.
  public static func header(contentsOf url: URL, limits: DecodingLimits = .standard) throws -> ImageHeader {
    try header(try bytes(of: url, limits: limits), limits: limits)
  }

  /// What the header of a file in memory tells, without decoding any pixel.
  ///
  /// - Throws: ``RadiographError``, also where the picture exceeds the limits.
  public static func header(_ data: Data, limits: DecodingLimits = .standard) throws -> ImageHeader {
    try data.withUnsafeBytes { bytes in
      try limits.check(byteCount: bytes.count)
      switch format(of: bytes) {
      case .jpeg: return try JPEGFile(bytes).header(limits)
      case .png: return try PNGFile(bytes).header(limits)
      case .dicom: return try DICOMFile(bytes: Array(bytes), limits: limits).header
      }
    }
  }

  // MARK: - Private

  /// The format by the first bytes.
  ///
  /// What is neither JPEG nor PNG must be DICOM: a bare data set has no signature, and
  /// ``DICOMFile`` refuses what is none.
  private static func format(of bytes: UnsafeRawBufferPointer) -> ImageFormat {
    if bytes.starts(with: [0xFF, 0xD8, 0xFF]) { return .jpeg }
    if bytes.starts(with: [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]) { return .png }
    return .dicom
  }

  /// The bytes of a regular file; its size is checked before they are read.
  private static func bytes(of url: URL, limits: DecodingLimits) throws -> Data {
    do {
      let values = try url.resolvingSymlinksInPath().resourceValues(forKeys: [.fileSizeKey, .isRegularFileKey])
      guard values.isRegularFile == true else {
        throw RadiographError.unreadableFile(name: url.lastPathComponent, reason: "it is not a regular file")
      }
      try limits.check(byteCount: values.fileSize ?? 0)
      return try Data(contentsOf: url)
    } catch let error as RadiographError {
      throw error
    } catch {
      throw RadiographError.unreadableFile(name: url.lastPathComponent, reason: reason(for: error))
    }
  }

  /// The system's reason, without the path that Foundation puts into its sentences.
  private static func reason(for error: any Error) -> String {
    switch (error as? CocoaError)?.code {
    case .fileNoSuchFile, .fileReadNoSuchFile: "there is no such file"
    case .fileReadNoPermission: "permission denied"
    default: "the system reported an error"
    }
  }
}
