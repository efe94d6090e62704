/// Files that people have in the place of a picture, told by their first bytes, and what to do with each.
///
/// A new one is a case, a line of ``signatures`` and a line of ``advice``.
public enum ForeignFormat: String, Sendable, Hashable, CaseIterable {
  case tiff = "a TIFF picture"
  case bmp = "a BMP picture"
  case gif = "a GIF picture"
  case webp = "a WebP picture"
  case heif = "a HEIC or AVIF picture"
  case jpegXL = "a JPEG XL picture"
  case jpeg2000 = "a JPEG 2000 picture outside DICOM"
  case pdf = "a PDF document"
  case html = "a web page (HTML)"
  case xml = "an XML document"
  case zip = "a zip archive"
  case gzip = "a gzip file"
  case tar = "a tar archive"
  case nifti = "a NIfTI volume"
  case gitLFS = "a Git LFS pointer, not the picture"
  case mp4 = "an MP4 or QuickTime film"
  case numpy = "a NumPy array"
  case hdf5 = "an HDF5 file"
  case text = "plain text"

  /// What the first bytes say; `nil` where they are of nothing that is known.
  init?(_ bytes: some RandomAccessCollection<UInt8>) {
    let head = Array(bytes.prefix(512))
    let found = Self.signatures.first { signature in
      head.dropFirst(signature.offset).starts(with: signature.bytes)
    }
    if let found {
      self = found.format
    } else if let markup = Self.markup(head) {
      self = markup
    } else if !head.isEmpty, head.allSatisfy({ (0x20...0x7E).contains($0) || (0x09...0x0D).contains($0) }) {
      self = .text
    } else {
      return nil
    }
  }

  /// What a person can do to get a picture that is read.
  public var advice: String {
    switch self {
    case .tiff, .bmp, .gif, .webp, .heif, .jpegXL, .jpeg2000: "save it as PNG, or give the DICOM file it was made from"
    case .pdf: "export its picture as PNG, or give the DICOM file"
    case .html, .xml: "it may be what a server sent instead of the picture: download it again, signed in if need be"
    case .zip, .tar, .gzip: "unpack it first"
    case .nifti, .numpy, .hdf5: "write its picture as PNG of 8 or 16 bits"
    case .gitLFS: "run git lfs pull"
    case .mp4: "save one frame as PNG"
    case .text: "give a JPEG, PNG or DICOM file"
    }
  }

  // MARK: - Private

  /// Where which bytes stand; the first that fits counts.
  private static let signatures: [(format: ForeignFormat, offset: Int, bytes: [UInt8])] = [
    (.gitLFS, 0, Array("version https://git-lfs".utf8)),
    (.tiff, 0, [0x49, 0x49, 0x2A, 0]), (.tiff, 0, [0x4D, 0x4D, 0, 0x2A]),
    (.tiff, 0, [0x49, 0x49, 0x2B, 0]), (.tiff, 0, [0x4D, 0x4D, 0, 0x2B]),
    (.gif, 0, Array("GIF8".utf8)), (.webp, 8, Array("WEBP".utf8)),
    (.heif, 4, Array("ftyphei".utf8)), (.heif, 4, Array("ftyphev".utf8)), (.heif, 4, Array("ftypmif1".utf8)),
    (.heif, 4, Array("ftypmsf1".utf8)), (.heif, 4, Array("ftypavi".utf8)), (.mp4, 4, Array("ftyp".utf8)),
    (.jpegXL, 0, [0xFF, 0x0A]), (.jpegXL, 4, Array("JXL ".utf8)),
    (.jpeg2000, 4, Array("jP  ".utf8)), (.jpeg2000, 0, [0xFF, 0x4F, 0xFF, 0x51]),
    (.pdf, 0, Array("%PDF-".utf8)), (.zip, 0, [0x50, 0x4B, 3, 4]), (.zip, 0, [0x50, 0x4B, 5, 6]),
    (.gzip, 0, [0x1F, 0x8B]), (.tar, 257, Array("ustar".utf8)),
    (.nifti, 344, Array("n+1\0".utf8)), (.nifti, 344, Array("ni1\0".utf8)), (.nifti, 4, Array("n+2\0".utf8)),
    (.numpy, 0, [0x93] + Array("NUMPY".utf8)), (.hdf5, 0, [0x89] + Array("HDF\r\n".utf8)),
    (.bmp, 0, Array("BM".utf8)),
  ]

  /// HTML or XML behind a byte order mark and white space.
  private static func markup(_ head: [UInt8]) -> ForeignFormat? {
    let isMarked = head.starts(with: [0xEF, 0xBB, 0xBF])
    let start = String(decoding: head.dropFirst(isMarked ? 3 : 0).drop { $0 <= 0x20 }, as: UTF8.self).lowercased()
    if ["<!doctype html", "<html", "<head", "<body"].contains(where: { start.hasPrefix($0) }) { return .html }
    guard start.hasPrefix("<?xml") else { return nil }
    return start.contains("<html") ? .html : .xml
  }
}
