import Bundles
import Radiograph

/// Writes data sets in explicit VR little endian: the same data set always gives the same bytes.
///
/// Elements stand in the order of their tags, sequences and items have their lengths, and values are filled up to an even
/// length (PS3.5 section 7). A file is written as PS3.10 section 7.1 says.
struct DICOMWriter {
  /// Explicit VR little endian.
  static let transferSyntax = "1.2.840.10008.1.2.1"
  /// What a file's meta information calls this implementation: at most 16 characters.
  static let implementationVersion = "HILUM_" + ProductVersion.current

  /// How our own text is encoded; that of the source keeps its bytes.
  let characterSet: SpecificCharacterSet

  /// A part 10 file of an object.
  ///
  /// - Throws: ``ResultError/overlongValue(group:element:count:)``.
  func file(_ object: DataSet) throws(ResultError) -> [UInt8] {
    var meta = DataSet()
    meta[.metaInformationVersion] = .raw([0, 1])
    meta[.mediaSOPClass] = object[.sopClass]
    meta[.mediaSOPInstance] = object[.sopInstance]
    meta[.transferSyntax] = .text(Self.transferSyntax)
    meta[.implementationClass] = .text(DerivedUID.implementation)
    meta[.implementationVersion] = .text(Self.implementationVersion)
    let information = try bytes(of: meta)
    var head = DataSet()
    head[.metaInformationLength] = .raw(littleEndian(UInt32(truncatingIfNeeded: information.count)))
    var output = [UInt8](repeating: 0, count: 128) + Array("DICM".utf8)
    output += try bytes(of: head)
    output += information
    try append(object, to: &output)
    return output
  }

  /// The elements of a data set, one after the other.
  private func bytes(of dataSet: DataSet) throws(ResultError) -> [UInt8] {
    var output: [UInt8] = []
    try append(dataSet, to: &output)
    return output
  }

  private func append(_ dataSet: DataSet, to output: inout [UInt8]) throws(ResultError) {
    for attribute in dataSet.attributes {
      guard let value = dataSet[attribute] else { continue }
      try append(attribute, encoded(value, as: attribute.representation), to: &output)
    }
  }

  private func append(_ attribute: Attribute, _ value: [UInt8], to output: inout [UInt8]) throws(ResultError) {
    let (tag, representation) = (attribute.tag, attribute.representation)
    let count = value.count + value.count % 2
    guard count <= (representation.hasLongLength ? 0xFFFF_FFFE : 0xFFFE) else {
      throw .overlongValue(group: tag.group, element: tag.element, count: value.count)
    }
    output += littleEndian(tag.group) + littleEndian(tag.element) + Array(representation.rawValue.utf8)
    if representation.hasLongLength {
      output += [0, 0] + littleEndian(UInt32(truncatingIfNeeded: count))
    } else {
      output += littleEndian(UInt16(truncatingIfNeeded: count))
    }
    output += value
    if count > value.count { output.append(representation.padding) }
  }

  private func encoded(
    _ value: DataSet.Value, as representation: ValueRepresentation
  ) throws(ResultError) -> [UInt8] {
    switch value {
    case .empty: return []
    case .raw(let bytes): return bytes
    case .text(let text): return characterSet.encoded(text, as: representation)
    case .unsignedShorts(let values): return values.flatMap(littleEndian)
    case .signedLongs(let values): return values.flatMap(littleEndian)
    case .floats(let values): return values.flatMap { littleEndian($0.bitPattern) }
    case .doubles(let values): return values.flatMap { littleEndian($0.bitPattern) }
    case .items(let items):
      var output: [UInt8] = []
      for item in items {
        let content = try bytes(of: item)
        output += littleEndian(UInt16(0xFFFE)) + littleEndian(UInt16(0xE000))
        output += littleEndian(UInt32(truncatingIfNeeded: content.count)) + content
      }
      return output
    }
  }

  private func littleEndian(_ value: some FixedWidthInteger) -> [UInt8] {
    withUnsafeBytes(of: value.littleEndian, Array.init)
  }
}
