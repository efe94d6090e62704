public import Foundation

/// What the head of a DICOM file tells, for sorting files by patient: no more of a file is read than need be, and no pixel.
public struct DICOMHeader: Sendable {
  /// How the picture was taken, but for what stands near the pixels (spacing, frames), which is `nil`.
  public let acquisition: Acquisition
  /// Whose picture it is; `nil` if the file does not say.
  public let patient: IdentifierKey?
  /// Where it was taken; `nil` if the file does not say.
  public let institution: IdentifierKey?

  /// Reads the head of a file; `nil` if it can't be read, or is not that of a DICOM file.
  public init?(contentsOf url: URL, limits: DecodingLimits = .standard) {
    guard let handle = try? FileHandle(forReadingFrom: url) else { return nil }
    var bytes: [UInt8] = []
    for count in [64 << 10, 4 << 20, limits.maximumBytes] where count > bytes.count {
      bytes += (try? handle.read(upToCount: count - bytes.count)) ?? Data()
      let isWhole = bytes.count < count
      guard DICOMFile.isDICOM(bytes) else { return nil }
      if let (header, isComplete) = try? Self.parse(bytes, limits), isComplete || isWhole {
        self = header
        return
      }
      if isWhole { return nil }
    }
    return nil
  }

  private init(_ dataSet: DICOMDataSet) {
    var acquisition = Acquisition(dataSet, frameCount: nil)
    acquisition.pixelSpacing = nil
    self.acquisition = acquisition
    patient = IdentifierKey(identifier: dataSet[.patientID]?.identifier)
    institution = IdentifierKey(identifier: dataSet[.institutionName]?.identifier)
  }

  /// The last group that is read: relationship, where laterality stands.
  private static let lastGroup: UInt16 = 0x0020
  private static let kept = DICOMTag.kept.union([.patientID, .institutionName])

  private static func parse(_ bytes: [UInt8], _ limits: DecodingLimits) throws -> (DICOMHeader, isComplete: Bool) {
    var (parser, transferSyntax) = try DICOMParser.atDataSet(of: bytes, limits: limits, keeping: kept)
    let (dataSet, isComplete) = try parser.parseDataSet(transferSyntax.encoding, through: lastGroup)
    return (DICOMHeader(dataSet), isComplete)
  }
}

extension DICOMValue {
  /// An identifier, whatever characters it is written in; `nil` if there is none.
  fileprivate var identifier: String? {
    let text = String(decoding: bytes, as: UTF8.self)
    let padding = CharacterSet.whitespaces.union(.controlCharacters)
    let trimmed = text.trimmingCharacters(in: padding)
    return trimmed.isEmpty ? nil : trimmed
  }
}
