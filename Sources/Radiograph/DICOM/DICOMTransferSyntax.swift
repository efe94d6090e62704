/// How a data set and its pixels are written (PS3.5 section 10 and annex A): the ones that are read.
enum DICOMTransferSyntax: String, CaseIterable, Sendable {
  case implicitLittleEndian = "1.2.840.10008.1.2"
  case explicitLittleEndian = "1.2.840.10008.1.2.1"
  case deflatedExplicitLittleEndian = "1.2.840.10008.1.2.1.99"
  case explicitBigEndian = "1.2.840.10008.1.2.2"
  case jpegBaseline = "1.2.840.10008.1.2.4.50"
  case jpegExtended = "1.2.840.10008.1.2.4.51"
  case jpegLossless = "1.2.840.10008.1.2.4.57"
  case jpegLosslessSV1 = "1.2.840.10008.1.2.4.70"
  case jpegLSLossless = "1.2.840.10008.1.2.4.80"
  case jpegLSNearLossless = "1.2.840.10008.1.2.4.81"
  case jpeg2000Lossless = "1.2.840.10008.1.2.4.90"
  case jpeg2000 = "1.2.840.10008.1.2.4.91"
  case htj2kLossless = "1.2.840.10008.1.2.4.201"
  case htj2kLosslessRPCL = "1.2.840.10008.1.2.4.202"
  case htj2k = "1.2.840.10008.1.2.4.203"
  case rleLossless = "1.2.840.10008.1.2.5"

  /// How the data set itself is written.
  var encoding: DICOMEncoding {
    switch self {
    case .implicitLittleEndian: DICOMEncoding(isExplicit: false, isBigEndian: false)
    case .explicitBigEndian: DICOMEncoding(isExplicit: true, isBigEndian: true)
    default: DICOMEncoding(isExplicit: true, isBigEndian: false)
    }
  }

  /// Finds the transfer syntax of a UID.
  ///
  /// - Throws: ``RadiographError/unsupportedVariety(_:_:)`` with the transfer syntax's name if it is not read.
  static func named(_ uid: String) throws -> DICOMTransferSyntax {
    if let known = DICOMTransferSyntax(rawValue: uid) { return known }
    // An unregistered UID is not repeated: anything may stand there.
    let name = unsupportedNames[uid] ?? "that is not in the standard"
    throw RadiographError.unsupportedVariety(.dicom, "the transfer syntax \(name)")
  }
}

/// How a data set is written: whether its elements carry a VR, and the order of bytes.
struct DICOMEncoding: Sendable, Equatable {
  var isExplicit: Bool
  var isBigEndian: Bool
}

// MARK: - Refused by name (PS3.6 annex A)

private let unsupportedNames: [String: String] = {
  var names = [
    "1.2.840.10008.1.2.1.98": "Encapsulated Uncompressed Explicit VR Little Endian",
    "1.2.840.113619.5.2": "GE Private Implicit VR Big Endian Pixel Data",
    "1.2.840.10008.1.2.4.92": "JPEG 2000 Part 2 Multi-component Lossless",
    "1.2.840.10008.1.2.4.93": "JPEG 2000 Part 2 Multi-component",
    "1.2.840.10008.1.2.4.94": "JPIP Referenced",
    "1.2.840.10008.1.2.4.95": "JPIP Referenced Deflate",
    "1.2.840.10008.1.2.4.100": "MPEG2 Main Profile / Main Level",
    "1.2.840.10008.1.2.4.100.1": "Fragmentable MPEG2 Main Profile / Main Level",
    "1.2.840.10008.1.2.4.101": "MPEG2 Main Profile / High Level",
    "1.2.840.10008.1.2.4.101.1": "Fragmentable MPEG2 Main Profile / High Level",
    "1.2.840.10008.1.2.4.102": "MPEG-4 AVC/H.264 High Profile / Level 4.1",
    "1.2.840.10008.1.2.4.103": "MPEG-4 AVC/H.264 BD-compatible High Profile / Level 4.1",
    "1.2.840.10008.1.2.4.104": "MPEG-4 AVC/H.264 High Profile / Level 4.2 For 2D Video",
    "1.2.840.10008.1.2.4.105": "MPEG-4 AVC/H.264 High Profile / Level 4.2 For 3D Video",
    "1.2.840.10008.1.2.4.106": "MPEG-4 AVC/H.264 Stereo High Profile / Level 4.2",
    "1.2.840.10008.1.2.4.107": "HEVC/H.265 Main Profile / Level 5.1",
    "1.2.840.10008.1.2.4.108": "HEVC/H.265 Main 10 Profile / Level 5.1",
    "1.2.840.10008.1.2.4.110": "JPEG XL Lossless",
    "1.2.840.10008.1.2.4.111": "JPEG XL JPEG Recompression",
    "1.2.840.10008.1.2.4.112": "JPEG XL",
    "1.2.840.10008.1.2.4.204": "JPIP HTJ2K Referenced",
    "1.2.840.10008.1.2.4.205": "JPIP HTJ2K Referenced Deflate",
    "1.2.840.10008.1.2.6.1": "RFC 2557 MIME Encapsulation",
    "1.2.840.10008.1.2.6.2": "XML Encoding",
    "1.2.840.10008.1.2.7.1": "SMPTE ST 2110-20 Uncompressed Progressive Active Video",
    "1.2.840.10008.1.2.7.2": "SMPTE ST 2110-20 Uncompressed Interlaced Active Video",
    "1.2.840.10008.1.2.7.3": "SMPTE ST 2110-30 PCM Digital Audio",
    "1.2.840.10008.1.2.8.1": "Deflated Image Frame Compression",
  ]
  for process in [52, 53, 54, 55, 56, 58, 59, 60, 61, 62, 63, 64, 65, 66] {
    names["1.2.840.10008.1.2.4.\(process)"] = "JPEG, a retired process (1.2.840.10008.1.2.4.\(process))"
  }
  return names
}()
