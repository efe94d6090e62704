import Foundation

/// Writes small DICOM files for tests, well-formed or not.
struct DICOMBuilder {
  var isExplicit = true
  var isBigEndian = false
  /// Data set without preamble and meta information.
  var bytes: [UInt8] = []

  static let implicitLittle = "1.2.840.10008.1.2"
  static let explicitLittle = "1.2.840.10008.1.2.1"
  static let explicitBig = "1.2.840.10008.1.2.2"

  // MARK: - Elements

  func word(_ value: UInt16) -> [UInt8] {
    let pair = [UInt8(truncatingIfNeeded: value), UInt8(truncatingIfNeeded: value >> 8)]
    return isBigEndian ? pair.reversed() : pair
  }

  func long(_ value: UInt32) -> [UInt8] {
    let halves = [UInt16(truncatingIfNeeded: value), UInt16(truncatingIfNeeded: value >> 16)]
    return (isBigEndian ? halves.reversed() : halves).flatMap(word)
  }

  /// An element of any value; `length` replaces the true length.
  mutating func add(_ group: UInt16, _ element: UInt16, _ vr: String, _ value: [UInt8], length: UInt32? = nil) {
    bytes += word(group) + word(element)
    let padded = value + (value.count % 2 == 0 ? [] : [vr == "UI" || vr.hasPrefix("O") ? 0 : 0x20])
    let length = length ?? UInt32(padded.count)
    if !isExplicit {
      bytes += long(length)
    } else if ["OB", "OW", "SQ", "UN", "UT"].contains(vr) {
      bytes += Array(vr.utf8) + [0, 0] + long(length)
    } else {
      bytes += Array(vr.utf8) + word(UInt16(truncatingIfNeeded: length))
    }
    bytes += padded
  }

  mutating func add(_ group: UInt16, _ element: UInt16, _ vr: String, _ text: String) {
    add(group, element, vr, Array(text.utf8))
  }

  mutating func add(_ group: UInt16, _ element: UInt16, _ vr: String, words: [Int]) {
    add(group, element, vr, words.flatMap { word(UInt16(truncatingIfNeeded: $0)) })
  }

  mutating func add(_ group: UInt16, _ element: UInt16, _ vr: String, _ values: Int...) {
    add(group, element, vr, words: values)
  }

  /// A sequence of items with defined lengths.
  mutating func addSequence(_ group: UInt16, _ element: UInt16, _ items: [DICOMBuilder]) {
    var value: [UInt8] = []
    for item in items { value += word(0xFFFE) + word(0xE000) + long(UInt32(item.bytes.count)) + item.bytes }
    add(group, element, "SQ", value)
  }

  /// Encapsulated pixel data: an empty offset table and the fragments.
  mutating func addFragments(_ fragments: [[UInt8]], lengths: [UInt32]? = nil) {
    add(0x7FE0, 0x0010, "OB", [], length: 0xFFFF_FFFF)
    bytes += word(0xFFFE) + word(0xE000) + long(0)
    for (index, fragment) in fragments.enumerated() {
      bytes += word(0xFFFE) + word(0xE000) + long(lengths?[index] ?? UInt32(fragment.count)) + fragment
    }
    bytes += word(0xFFFE) + word(0xE0DD) + long(0)
  }

  // MARK: - Pictures

  /// The image pixel module, without pixel data.
  mutating func addImagePixel(
    rows: Int = 16, columns: Int = 16, photometric: String = "MONOCHROME2", samples: Int = 1, allocated: Int = 16,
    stored: Int = 12, highBit: Int? = nil, signed: Bool = false, planar: Int? = nil, frames: String? = nil
  ) {
    add(0x0028, 0x0002, "US", samples)
    add(0x0028, 0x0004, "CS", photometric)
    if let planar { add(0x0028, 0x0006, "US", planar) }
    if let frames { add(0x0028, 0x0008, "IS", frames) }
    add(0x0028, 0x0010, "US", rows)
    add(0x0028, 0x0011, "US", columns)
    add(0x0028, 0x0100, "US", allocated)
    add(0x0028, 0x0101, "US", stored)
    add(0x0028, 0x0102, "US", highBit ?? stored - 1)
    add(0x0028, 0x0103, "US", signed ? 1 : 0)
  }

  /// Native pixel data of 16-bit words.
  mutating func addPixels(_ values: [Int]) {
    add(0x7FE0, 0x0010, "OW", words: values)
  }

  // MARK: - Files

  /// Preamble (up to 128 bytes of it), `DICM` and meta information before the data set.
  func file(_ transferSyntax: String? = nil, preamble: [UInt8] = []) -> [UInt8] {
    let syntax =
      transferSyntax ?? (isBigEndian ? Self.explicitBig : isExplicit ? Self.explicitLittle : Self.implicitLittle)
    var meta = DICOMBuilder()
    meta.add(0x0002, 0x0010, "UI", syntax)
    var header = DICOMBuilder()
    header.add(0x0002, 0x0000, "UL", meta.long(UInt32(meta.bytes.count)))
    var file = preamble + [UInt8](repeating: 0, count: 128 - preamble.count)
    file += Array("DICM".utf8) + header.bytes + meta.bytes + bytes
    return file
  }

  /// A 16 × 16 picture of `values`, or of 0 to 255, with what `configure` adds between header and pixels.
  static func picture(
    _ values: [Int]? = nil, photometric: String = "MONOCHROME2", stored: Int = 12, signed: Bool = false,
    configure: (inout DICOMBuilder) -> Void = { _ in }
  ) -> [UInt8] {
    var builder = DICOMBuilder()
    builder.addImagePixel(photometric: photometric, stored: stored, signed: signed)
    configure(&builder)
    builder.addPixels(values ?? Array(0..<256))
    return builder.file()
  }
}

/// The files beside `make_goldens.py`.
enum DICOMGoldens {
  private static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .appending(path: "Goldens/DICOM")

  static func file(_ name: String) throws -> [UInt8] {
    [UInt8](try Data(contentsOf: folder.appending(path: "\(name).dcm")))
  }

  /// Stored values by pydicom.
  static func stored(_ name: String) throws -> [Int] {
    let data = [UInt8](try Data(contentsOf: folder.appending(path: "\(name).stored")))
    return stride(from: 0, to: data.count, by: 2).map { Int(data[$0]) | Int(data[$0 + 1]) << 8 }
  }

  static let all = [
    "explicit-little", "implicit-little", "explicit-big", "deflated", "explicit-little-8", "rle", "jpeg-lossless",
    "jpeg-lossless-sv1", "jpegls-lossless", "jpeg2000-lossless", "htj2k-lossless", "jpeg-baseline", "jpeg-extended",
    "jpegls-near-lossless", "jpeg2000-lossy", "rle-3-frames", "jpeg2000-3-frames-6-fragments", "rgb",
    "rgb-jpeg-baseline", "rgb-jpeg2000-lossless", "rgb-rle",
  ]
}
