/// Walks the structure of a data set (PS3.5 section 7) and keeps the elements and sequences asked for.
///
/// Every length is checked against the bytes that are there before anything is done with it, and values are slices of
/// the file, so that nothing is allocated because a file says so. The walk stops at the pixel data.
struct DICOMParser {
  private let bytes: [UInt8]
  private let limits: DecodingLimits
  private let kept: Set<DICOMTag>
  private let entered: Set<DICOMTag>
  private var offset: Int
  private var elementCount = 0

  /// A parser that begins at `offset`.
  ///
  /// - Parameters:
  ///   - kept: the elements whose values are read, at any depth.
  ///   - entered: the sequences whose items are read.
  init(bytes: [UInt8], offset: Int, limits: DecodingLimits, kept: Set<DICOMTag>, entered: Set<DICOMTag>) {
    self.bytes = bytes
    self.offset = offset
    self.limits = limits
    self.kept = kept
    self.entered = entered
  }

  /// Reads the file meta information (PS3.10 section 7.1), which ends before the first element of another group.
  ///
  /// - Returns: its elements, and where the data set begins.
  mutating func parseMetaInformation() throws -> (DICOMDataSet, end: Int) {
    var encoding = DICOMEncoding(isExplicit: true, isBigEndian: false)
    encoding.isExplicit = hasVR(at: offset)
    var dataSet = DICOMDataSet()
    while bytes.count - offset >= 8, word(at: offset, encoding) == 0x0002 {
      let header = try parseHeader(encoding, end: bytes.count)
      guard let length = header.length else { throw damaged("an element of the file meta information has no length") }
      try keep(header, length, encoding, in: &dataSet)
    }
    return (dataSet, offset)
  }

  /// Reads the data set up to and with its pixel data.
  ///
  /// Whether elements carry a VR is seen from the first one: some writers declare the one and write the other.
  mutating func parseDataSet(_ declared: DICOMEncoding) throws -> DICOMDataSet {
    try parseItem(seen(declared), end: bytes.count, isDelimited: false, depth: 0)
  }

  /// Whether all bytes were read.
  var isAtEnd: Bool { bytes.count - offset < 8 }

  /// Reads the data set up to the first element of a later group than `group`, or as far as there are bytes.
  ///
  /// - Returns: its elements, and whether it got to a later group.
  mutating func parseDataSet(
    _ declared: DICOMEncoding, through group: UInt16
  ) throws -> (DICOMDataSet, isComplete: Bool) {
    let encoding = seen(declared)
    var dataSet = DICOMDataSet()
    do {
      while bytes.count - offset >= 8 {
        switch tag(at: offset, encoding) {
        case .itemDelimitation, .sequenceDelimitation: offset += 8
        case let tag where tag.group > group: return (dataSet, true)
        default: try parseElement(encoding, end: bytes.count, depth: 0, into: &dataSet)
        }
      }
    } catch RadiographError.truncated {}
    return (dataSet, false)
  }

  /// The encoding as the first element shows it.
  private func seen(_ declared: DICOMEncoding) -> DICOMEncoding {
    var encoding = declared
    if bytes.count - offset >= 8 { encoding.isExplicit = hasVR(at: offset) }
    return encoding
  }
}

// MARK: - Data sets and sequences

extension DICOMParser {
  /// Reads elements up to `end`, or to the item delimitation where `isDelimited`.
  private mutating func parseItem(
    _ encoding: DICOMEncoding, end: Int, isDelimited: Bool, depth: Int
  ) throws -> DICOMDataSet {
    var dataSet = DICOMDataSet()
    // Fewer than 8 bytes hold no element: padding.
    while end - offset >= 8 {
      switch tag(at: offset, encoding) {
      case .itemDelimitation:
        offset += 8
        if isDelimited { return dataSet }
      case .sequenceDelimitation:
        // Inside an item, its own delimitation is missing; at top level, the delimitation is one too many.
        if depth > 0 { return dataSet }
        offset += 8
      default:
        try parseElement(encoding, end: end, depth: depth, into: &dataSet)
        if dataSet.pixelData != nil { return dataSet }
      }
    }
    if depth == 0 { return dataSet }
    guard !isDelimited else { throw RadiographError.truncated(.dicom) }
    offset = end
    return dataSet
  }

  private mutating func parseElement(
    _ encoding: DICOMEncoding, end: Int, depth: Int, into dataSet: inout DICOMDataSet
  ) throws {
    let header = try parseHeader(encoding, end: end)
    if header.tag == .pixelData && depth == 0 {
      dataSet.pixelData = try parsePixelData(header, encoding)
      return
    }
    let isSequence = header.vr == nil || header.vr == "SQ" || header.vr == "UN"
    // What is unknown is written implicitly, little-endian (PS3.5 section 6.2.2).
    let inner = header.vr == "UN" ? DICOMEncoding(isExplicit: false, isBigEndian: false) : encoding
    if let length = header.length {
      if isSequence, entered.contains(header.tag) {
        dataSet.sequences[header.tag] = try parseSequence(inner, end: offset + length, isDelimited: false, depth)
      } else {
        try keep(header, length, encoding, in: &dataSet)
      }
    } else if isSequence {
      let items = try parseSequence(inner, end: end, isDelimited: true, depth)
      if entered.contains(header.tag) { dataSet.sequences[header.tag] = items }
    } else {
      // Encapsulated pixel data of an icon.
      _ = try parseFragments(encoding)
    }
  }

  /// Reads a sequence's items up to `end`, or to the sequence delimitation where `isDelimited`.
  private mutating func parseSequence(
    _ encoding: DICOMEncoding, end: Int, isDelimited: Bool, _ depth: Int
  ) throws -> [DICOMDataSet] {
    guard depth < limits.maximumSequenceDepth else {
      throw RadiographError.nestedTooDeeply(limit: limits.maximumSequenceDepth)
    }
    var items: [DICOMDataSet] = []
    while end - offset >= 8 {
      let (tag, length) = try parseItemHeader(encoding)
      switch tag {
      case .sequenceDelimitation:
        // Some writers end a sequence of defined length so, too.
        if isDelimited { return items }
      case .item:
        try count()
        guard length ?? 0 <= end - offset else { throw RadiographError.truncated(.dicom) }
        let itemEnd = length.map { offset + $0 } ?? end
        items.append(try parseItem(encoding, end: itemEnd, isDelimited: length == nil, depth: depth + 1))
      default:
        throw damaged("a sequence holds something other than items")
      }
    }
    guard !isDelimited else { throw RadiographError.truncated(.dicom) }
    offset = end
    return items
  }
}

// MARK: - Pixel data

extension DICOMParser {
  private mutating func parsePixelData(_ header: ElementHeader, _ encoding: DICOMEncoding) throws -> DICOMPixelData {
    guard let length = header.length else { return try parseFragments(encoding) }
    defer { offset += length }
    return .native(bytes[offset..<offset + length], isWords: header.vr == "OW")
  }

  /// Reads the items of encapsulated pixel data: the offset table, then the fragments.
  private mutating func parseFragments(_ encoding: DICOMEncoding) throws -> DICOMPixelData {
    var items: [ArraySlice<UInt8>] = []
    while bytes.count - offset >= 8 {
      let (tag, length) = try parseItemHeader(encoding)
      if tag == .sequenceDelimitation { break }
      guard tag == .item, let length else { throw damaged("the pixel data hold something other than fragments") }
      try count()
      guard length <= bytes.count - offset else { throw RadiographError.truncated(.dicom) }
      items.append(bytes[offset..<offset + length])
      offset += length
    }
    return .encapsulated(offsetTable: items.first ?? [], fragments: Array(items.dropFirst()))
  }
}

// MARK: - Headers

extension DICOMParser {
  private struct ElementHeader {
    let tag: DICOMTag
    let vr: String?
    /// `nil`: undefined.
    let length: Int?
  }

  /// VRs with two reserved bytes and a 32-bit length (PS3.5 table 7.1-1).
  private static let longVRs: Set<String> = [
    "OB", "OD", "OF", "OL", "OV", "OW", "SQ", "SV", "UC", "UN", "UR", "UT", "UV",
  ]
  private static let shortVRs: Set<String> = [
    "AE", "AS", "AT", "CS", "DA", "DS", "DT", "FL", "FD", "IS", "LO", "LT", "PN", "SH", "SL", "SS", "ST", "TM", "UI",
    "UL", "US",
  ]

  /// Reads tag, VR and length, and makes sure that the value lies before `end`.
  private mutating func parseHeader(_ encoding: DICOMEncoding, end: Int) throws -> ElementHeader {
    try count()
    let tag = tag(at: offset, encoding)
    let vr = encoding.isExplicit ? vr(at: offset) : nil
    let length: Int?
    if let vr, Self.shortVRs.contains(vr) || (!Self.longVRs.contains(vr) && word(at: offset + 6, encoding) != 0) {
      length = Int(word(at: offset + 6, encoding))
      offset += 8
    } else if vr != nil {
      guard end - offset >= 12 else { throw RadiographError.truncated(.dicom) }
      length = self.length(at: offset + 8, encoding)
      offset += 12
    } else {
      // Implicit, or an element without a VR among explicit ones.
      length = self.length(at: offset + 4, encoding)
      offset += 8
    }
    guard length ?? 0 <= end - offset else { throw RadiographError.truncated(.dicom) }
    return ElementHeader(tag: tag, vr: vr, length: length)
  }

  private mutating func parseItemHeader(_ encoding: DICOMEncoding) throws -> (DICOMTag, length: Int?) {
    defer { offset += 8 }
    return (tag(at: offset, encoding), length(at: offset + 4, encoding))
  }

  /// Steps over a value of known length, and keeps it if it is wanted.
  private mutating func keep(
    _ header: ElementHeader, _ length: Int, _ encoding: DICOMEncoding, in dataSet: inout DICOMDataSet
  ) throws {
    if kept.contains(header.tag) {
      dataSet.values[header.tag] = DICOMValue(
        vr: header.vr, bytes: bytes[offset..<offset + length], isBigEndian: encoding.isBigEndian)
    }
    offset += length
  }

  /// Counts one more element, item or fragment.
  private mutating func count() throws {
    elementCount += 1
    guard elementCount <= limits.maximumElements else {
      throw RadiographError.tooManyElements(limit: limits.maximumElements)
    }
  }

  private func damaged(_ reason: String) -> RadiographError {
    .malformed(.dicom, reason)
  }
}

// MARK: - Bytes

extension DICOMParser {
  /// The word at `position`, which the caller has found to be there; 0 past the end.
  private func word(at position: Int, _ encoding: DICOMEncoding) -> UInt16 {
    guard position >= 0, bytes.count - position >= 2 else { return 0 }
    let (first, second) = (UInt16(bytes[position]), UInt16(bytes[position + 1]))
    return encoding.isBigEndian ? first << 8 | second : second << 8 | first
  }

  private func tag(at position: Int, _ encoding: DICOMEncoding) -> DICOMTag {
    DICOMTag(word(at: position, encoding), word(at: position + 2, encoding))
  }

  /// A 32-bit length; `nil` stands for the undefined one.
  private func length(at position: Int, _ encoding: DICOMEncoding) -> Int? {
    let first = Int(word(at: position, encoding))
    let second = Int(word(at: position + 2, encoding))
    let value = encoding.isBigEndian ? first << 16 | second : second << 16 | first
    return value == 0xFFFF_FFFF ? nil : value
  }

  /// The VR of the element at `position`; `nil` if there are no two capitals.
  private func vr(at position: Int) -> String? {
    guard bytes.count - position >= 6 else { return nil }
    let letters = bytes[position + 4..<position + 6]
    let capitals = UInt8(ascii: "A")...UInt8(ascii: "Z")
    return letters.allSatisfy(capitals.contains) ? String(decoding: letters, as: UTF8.self) : nil
  }

  private func hasVR(at position: Int) -> Bool {
    vr(at: position).map { Self.shortVRs.contains($0) || Self.longVRs.contains($0) } ?? false
  }
}
