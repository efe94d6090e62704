/// What stands before the data set: preamble and prefix (PS3.10 section 7.1), or nothing in older files.
enum DICOMPreamble {
  private static let length = 128
  private static let prefix = Array("DICM".utf8)

  /// Where file meta information or data set begin; `nil` if these are not the bytes of a DICOM file.
  ///
  /// Besides files with preamble and `DICM`, those that begin with `DICM`, and bare data sets that begin with an
  /// element of group 0002 or 0008, are recognised.
  static func end(in bytes: [UInt8]) -> Int? {
    if bytes.dropFirst(length).starts(with: prefix) { return length + prefix.count }
    if bytes.starts(with: prefix) { return prefix.count }
    return beginsWithElement(bytes) ? 0 : nil
  }

  /// Whether the bytes look like the first element of a bare data set: a tag of group 0002 or 0008 with a small element
  /// number, followed by the VR such an element has, or by a short length.
  private static func beginsWithElement(_ bytes: [UInt8]) -> Bool {
    guard bytes.count >= 12 else { return false }
    let isBigEndian = bytes[0] == 0
    let (group, element) =
      isBigEndian
      ? (UInt16(bytes[1]), UInt16(bytes[2]) << 8 | UInt16(bytes[3]))
      : (UInt16(bytes[0]) | UInt16(bytes[1]) << 8, UInt16(bytes[2]) | UInt16(bytes[3]) << 8)
    guard (group == 0x0002 && element <= 0x0016) || (group == 0x0008 && element <= 0x0070) else { return false }
    if ["UL", "OB", "UI", "SH", "CS", "DA", "TM", "AE", "LO", "DT"].contains(
      String(decoding: bytes[4..<6], as: UTF8.self))
    {
      return true
    }
    return isBigEndian
      ? bytes[4] == 0 && bytes[5] == 0 && bytes[6] == 0 : bytes[5] == 0 && bytes[6] == 0 && bytes[7] == 0
  }

  // MARK: - Files that are something else too

  /// Refuses a preamble that makes the file an executable, a script, an archive or a document as well.
  ///
  /// PS3.10 leaves the preamble to applications, and an attacker can make it the head of a program (CVE-2019-11687). A
  /// TIFF header is let through: the standard names that use, pathology archives rely on it, and a TIFF runs nothing;
  /// its directory is never looked at. Preambles that mean nothing are let through as well.
  ///
  /// - Throws: ``RadiographError/alsoAnotherFormat(_:)``.
  static func refuseOtherFormats(in bytes: [UInt8]) throws {
    guard bytes.dropFirst(length).starts(with: prefix) else { return }
    let preamble = bytes.prefix(length)
    for (magic, name) in heads where preamble.starts(with: magic) {
      throw RadiographError.alsoAnotherFormat(name)
    }
    // These are looked for by their readers further on, too.
    for (magic, name) in anywhere where contains(preamble, magic) {
      throw RadiographError.alsoAnotherFormat(name)
    }
  }

  private static func contains(_ bytes: ArraySlice<UInt8>, _ magic: [UInt8]) -> Bool {
    bytes.indices.contains { bytes[$0...].starts(with: magic) }
  }

  private static let heads: [(magic: [UInt8], name: String)] = [
    (Array("MZ".utf8), "a Windows or DOS program"),
    (Array("ZM".utf8), "a DOS program"),
    ([0x7F] + Array("ELF".utf8), "a Linux program"),
    ([0xFE, 0xED, 0xFA, 0xCE], "a macOS program"),
    ([0xFE, 0xED, 0xFA, 0xCF], "a macOS program"),
    ([0xCE, 0xFA, 0xED, 0xFE], "a macOS program"),
    ([0xCF, 0xFA, 0xED, 0xFE], "a macOS program"),
    ([0xCA, 0xFE, 0xBA, 0xBE], "a macOS program or Java class"),
    ([0x00] + Array("asm".utf8), "a WebAssembly program"),
    (Array("dex\n".utf8), "an Android program"),
    (Array("!<arch>".utf8), "an archive"),
    (Array("#!".utf8), "a script"),
    (Array("Rar!".utf8), "an archive"),
    (Array("7z".utf8) + [0xBC, 0xAF, 0x27, 0x1C], "an archive"),
    ([0x1F, 0x8B], "an archive"),
    (Array("BZh".utf8), "an archive"),
    ([0xFD] + Array("7zXZ".utf8), "an archive"),
    ([0x28, 0xB5, 0x2F, 0xFD], "an archive"),
    (Array("MSCF".utf8), "an archive"),
    ([0xD0, 0xCF, 0x11, 0xE0], "an Office document"),
  ]

  private static let anywhere: [(magic: [UInt8], name: String)] = [
    (Array("PK".utf8) + [3, 4], "an archive"),
    (Array("PK".utf8) + [5, 6], "an archive"),
    (Array("%PDF".utf8), "a PDF document"),
    (Array("%!PS".utf8), "a PostScript program"),
    (Array("<?php".utf8), "a script"),
    (Array("<script".utf8), "a web page"),
    (Array("<html".utf8), "a web page"),
    (Array("<HTML".utf8), "a web page"),
    (Array("<SCRIPT".utf8), "a web page"),
  ]
}
