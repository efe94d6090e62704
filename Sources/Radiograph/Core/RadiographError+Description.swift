extension RadiographError: CustomStringConvertible {
  /// The error as a sentence for people; names no path.
  public var description: String {
    switch self {
    case .emptyFile:
      "the file is empty"
    case .unreadableFile(_, let reason):
      reason
    case .unknownFormat:
      "this is not a JPEG, PNG or DICOM file"
    case .foreignFormat(let format):
      "this is \(format.rawValue): \(format.advice)"
    case .unsupportedVariety(let format, let variety):
      "\(format.name) with \(variety) is not supported"
    case .truncated(let format):
      "the \(format.name) file is truncated: it ends before its picture does"
    case .malformed(let format, let reason):
      "the \(format.name) file is damaged: \(reason)"
    case .tooManyBytes(let count, let limit):
      "the file has \(count) bytes; at most \(limit) are allowed"
    case .tooManyPixels(let width, let height, let limit):
      "the picture is declared as \(width) × \(height); at most \(limit) pixels are allowed"
    case .sideTooLong(let width, let height, let limit):
      "the picture is declared as \(width) × \(height); no side may be longer than \(limit)"
    case .tooManyScans(let limit):
      "the JPEG file has more than \(limit) scans"
    case .tooManyElements(let limit):
      "the DICOM file has more than \(limit) elements"
    case .nestedTooDeeply(let limit):
      "the DICOM file nests sequences more than \(limit) deep"
    case .alsoAnotherFormat(let other):
      "the DICOM file is \(other) as well, so it is refused; a clean preamble is all zeros"
    case .noSuchFrame(let index, let count):
      "there is no frame \(index); the file has \(count), counted from 0"
    case .noSuchWindow(let index, let count):
      "there is no window \(index); the file has \(count), counted from 0"
    case .tooMuchMemory(let format):
      "decoding the \(format.name) file would take more memory than a picture of its size should"
    case .tooSmall(let width, let height, let minimumSide):
      "the picture is \(width) × \(height); each side needs at least \(minimumSide) pixels"
    case .inconsistentPixels(let width, let height, let samples):
      "\(samples) samples are no picture of \(width) × \(height)"
    case .invalidPreprocessing(let reason):
      "the preprocessing is invalid: \(reason)"
    case .noLungNetwork(let reason):
      "lungs can't be outlined: \(reason)"
    case .noLungs:
      "no lungs were found in the picture"
    case .wrongBufferSize(let count, let expected):
      "the buffer holds \(count) values; the model's input has \(expected)"
    }
  }
}
