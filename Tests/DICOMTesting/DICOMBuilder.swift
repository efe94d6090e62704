/// Writes small DICOM files for tests, well-formed or not.
package struct DICOMBuilder {
  package var isExplicit: Bool
  package var isBigEndian: Bool
  /// Data set without preamble and meta information.
  package var bytes: [UInt8] = []

  /// An empty data set.
  package init(isExplicit: Bool = true, isBigEndian: Bool = false) {
    self.isExplicit = isExplicit
    self.isBigEndian = isBigEndian
  }

  package static let implicitLittle = "1.2.840.10008.1.2"
  package static let explicitLittle = "1.2.840.10008.1.2.1"
  package static let explicitBig = "1.2.840.10008.1.2.2"

  // MARK: - Elements

  package func word(_ value: UInt16) -> [UInt8] {
    let pair = [UInt8(truncatingIfNeeded: value), UInt8(truncatingIfNeeded: value >> 8)]
    return isBigEndian ? pair.reversed() : pair
  }

  package func long(_ value: UInt32) -> [UInt8] {
    let halves = [UInt16(truncatingIfNeeded: value), UInt16(truncatingIfNeeded: value >> 16)]
    return (isBigEndian ? halves.reversed() : halves).flatMap(word)
  }

  /// An element of any value; `length` replaces the true length.
  package mutating func add(_ group: UInt16, _ element: UInt16, _ vr: String, _ value: [UInt8], length: UInt32? = nil) {
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

  package mutating func add(_ group: UInt16, _ element: UInt16, _ vr: String, _ text: String) {
    add(group, element, vr, Array(text.utf8))
  }

  package mutating func add(_ group: UInt16, _ element: UInt16, _ vr: String, words: [Int]) {
    add(group, element, vr, words.flatMap { word(UInt16(truncatingIfNeeded: $0)) })
  }

  package mutating func add(_ group: UInt16, _ element: UInt16, _ vr: String, _ values: Int...) {
    add(group, element, vr, words: values)
  }

  /// A sequence of items with defined lengths.
  package mutating func addSequence(_ group: UInt16, _ element: UInt16, _ items: [DICOMBuilder]) {
    var value: [UInt8] = []
    for item in items { value += word(0xFFFE) + word(0xE000) + long(UInt32(item.bytes.count)) + item.bytes }
    add(group, element, "SQ", value)
  }

  /// Encapsulated pixel data: an empty offset table and the fragments.
  package mutating func addFragments(_ fragments: [[UInt8]], lengths: [UInt32]? = nil) {
    add(0x7FE0, 0x0010, "OB", [], length: 0xFFFF_FFFF)
    bytes += word(0xFFFE) + word(0xE000) + long(0)
    for (index, fragment) in fragments.enumerated() {
      bytes += word(0xFFFE) + word(0xE000) + long(lengths?[index] ?? UInt32(fragment.count)) + fragment
    }
    bytes += word(0xFFFE) + word(0xE0DD) + long(0)
  }

  // MARK: - Pictures

  /// The image pixel module, without pixel data.
  package mutating func addImagePixel(
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
  package mutating func addPixels(_ values: [Int]) {
    add(0x7FE0, 0x0010, "OW", words: values)
  }

  // MARK: - Files

  /// Preamble (up to 128 bytes of it), `DICM` and meta information before the data set.
  package func file(_ transferSyntax: String? = nil, preamble: [UInt8] = []) -> [UInt8] {
    let syntax =
      transferSyntax ?? (isBigEndian ? Self.explicitBig : isExplicit ? Self.explicitLittle : Self.implicitLittle)
    var meta = DICOMBuilder()
    meta.add(0x0002, 0x0010, "UI", syntax)
    return file(meta: meta, preamble: preamble)
  }

  /// A file with the whole meta information, as units and archives write it.
  package func file(sopClass: String, instance: String, transferSyntax: String = explicitLittle) -> [UInt8] {
    var meta = DICOMBuilder()
    meta.add(0x0002, 0x0001, "OB", [0, 1])
    meta.add(0x0002, 0x0002, "UI", sopClass)
    meta.add(0x0002, 0x0003, "UI", instance)
    meta.add(0x0002, 0x0010, "UI", transferSyntax)
    meta.add(0x0002, 0x0012, "UI", "1.2.3.4")
    return file(meta: meta, preamble: [])
  }

  private func file(meta: DICOMBuilder, preamble: [UInt8]) -> [UInt8] {
    var header = DICOMBuilder()
    header.add(0x0002, 0x0000, "UL", meta.long(UInt32(meta.bytes.count)))
    var file = preamble + [UInt8](repeating: 0, count: 128 - preamble.count)
    file += Array("DICM".utf8) + header.bytes + meta.bytes + bytes
    return file
  }

  /// A 16 × 16 picture of `values`, or of 0 to 255, with what `configure` adds between header and pixels.
  package static func picture(
    _ values: [Int]? = nil, photometric: String = "MONOCHROME2", stored: Int = 12, signed: Bool = false,
    configure: (inout DICOMBuilder) -> Void = { _ in }
  ) -> [UInt8] {
    var builder = DICOMBuilder()
    builder.addImagePixel(photometric: photometric, stored: stored, signed: signed)
    configure(&builder)
    builder.addPixels(values ?? Array(0..<256))
    return builder.file()
  }

  /// A chest radiograph as a unit writes it: elements in the order of their tags, a window over 12 bits, 12-bit pixels.
  ///
  /// Whatever identifies a patient contains `identifier`, which tests look for where it must not be.
  package static func radiograph(
    of identifier: String?, age: String? = nil, sex: String? = nil, view: String? = nil, side: Int = 16,
    photometric: String = "MONOCHROME2", frames: Int = 1, device: (maker: String, model: String)? = nil,
    _ values: [Int]? = nil
  ) -> DICOMBuilder {
    var builder = DICOMBuilder()
    let name = identifier ?? "none"
    builder.add(0x0008, 0x0018, "UI", "1.2.3.\(name)")
    builder.add(0x0008, 0x0060, "CS", "DX")
    if let device { builder.add(0x0008, 0x0070, "LO", device.maker) }
    builder.add(0x0008, 0x0080, "LO", "Hospital \(name)")
    if let device { builder.add(0x0008, 0x1090, "LO", device.model) }
    builder.add(0x0010, 0x0010, "PN", "Doe^\(name)")
    if let identifier { builder.add(0x0010, 0x0020, "LO", identifier) }
    if let sex { builder.add(0x0010, 0x0040, "CS", sex) }
    if let age { builder.add(0x0010, 0x1010, "AS", age) }
    builder.add(0x0018, 0x0015, "CS", "CHEST")
    if let view { builder.add(0x0018, 0x5101, "CS", view) }
    builder.add(0x0020, 0x0010, "SH", name)
    builder.addImagePixel(
      rows: side, columns: side, photometric: photometric, frames: frames == 1 ? nil : "\(frames)")
    builder.add(0x0028, 0x1050, "DS", "2048")
    builder.add(0x0028, 0x1051, "DS", "4096")
    builder.addPixels(values ?? Array(0..<side * side * frames).map { $0 % 4096 })
    return builder
  }
}
