import CDICOM

/// How a frame of encapsulated pixel data is compressed.
enum DICOMCodec: Sendable {
  case rle
  case jpegBaseline
  case jpegExtended
  case jpegLossless
  case jpegLosslessSV1
  case jpegLSLossless
  case jpegLSNearLossless
  case jpeg2000

  /// The bytes that every frame begins with; `nil` where there are none to rely on.
  var startMarker: [UInt8]? {
    switch self {
    case .rle: nil
    case .jpeg2000: [0xFF, 0x4F, 0xFF, 0x51]
    default: [0xFF, 0xD8]
    }
  }

  /// The JPEG processes that belong to the codec, as second bytes of start-of-frame markers.
  var jpegProcesses: [UInt8] {
    switch self {
    case .rle, .jpeg2000: []
    case .jpegBaseline, .jpegExtended: [0xC0, 0xC1]
    case .jpegLossless, .jpegLosslessSV1: [0xC3]
    case .jpegLSLossless, .jpegLSNearLossless: [0xF7]
    }
  }

  /// The name that the shim gives to a codec of DCMTK's; `nil` for those that others decode.
  var dcmtk: cdicom_codec? {
    switch self {
    case .jpegBaseline: CDICOM_JPEG_BASELINE
    case .jpegExtended: CDICOM_JPEG_EXTENDED
    case .jpegLossless: CDICOM_JPEG_LOSSLESS
    case .jpegLosslessSV1: CDICOM_JPEG_LOSSLESS_SV1
    case .jpegLSLossless: CDICOM_JPEG_LS_LOSSLESS
    case .jpegLSNearLossless: CDICOM_JPEG_LS_NEAR_LOSSLESS
    case .rle, .jpeg2000: nil
    }
  }
}

extension DICOMTransferSyntax {
  /// How pixel data are compressed; `nil`: not at all.
  var codec: DICOMCodec? {
    switch self {
    case .implicitLittleEndian, .explicitLittleEndian, .deflatedExplicitLittleEndian, .explicitBigEndian: nil
    case .jpegBaseline: .jpegBaseline
    case .jpegExtended: .jpegExtended
    case .jpegLossless: .jpegLossless
    case .jpegLosslessSV1: .jpegLosslessSV1
    case .jpegLSLossless: .jpegLSLossless
    case .jpegLSNearLossless: .jpegLSNearLossless
    case .jpeg2000Lossless, .jpeg2000, .htj2kLossless, .htj2kLosslessRPCL, .htj2k: .jpeg2000
    case .rleLossless: .rle
    }
  }
}

extension cdicom_status {
  /// Turns a failure into an error; `what` says what was being decoded.
  func check(_ what: String) throws {
    switch self {
    case CDICOM_OK: return
    case CDICOM_SIZE_MISMATCH:
      throw RadiographError.malformed(.dicom, "\(what) do not have the size that the header says")
    case CDICOM_UNSUPPORTED: throw RadiographError.unsupportedVariety(.dicom, "this variety of \(what)")
    case CDICOM_OLD_OPENJPEG:
      throw RadiographError.unsupportedVariety(.dicom, "HTJ2K, for which OpenJPEG 2.5.3 or newer must be installed,")
    case CDICOM_TOO_LARGE: throw RadiographError.tooMuchMemory(.dicom)
    default: throw RadiographError.malformed(.dicom, "\(what) can't be decoded")
    }
  }
}
