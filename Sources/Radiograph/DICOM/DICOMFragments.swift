/// The fragments of encapsulated pixel data, and which of them make a frame (PS3.5 annex A.4).
struct DICOMFragments {
  let offsetTable: ArraySlice<UInt8>
  let fragments: [ArraySlice<UInt8>]

  /// The compressed bytes of one frame.
  ///
  /// - Parameter startMarker: the bytes that a frame begins with, where the codec has such.
  /// - Throws: ``RadiographError/malformed(_:_:)`` if the fragments can't be told apart.
  func frame(_ index: Int, of count: Int, startMarker: [UInt8]?) throws -> [UInt8] {
    let starts = try starts(of: count, startMarker: startMarker)
    let end = index + 1 < starts.count ? starts[index + 1] : fragments.count
    guard starts.indices.contains(index), starts[index] < end else { throw RadiographError.truncated(.dicom) }
    return Array(fragments[starts[index]..<end].joined())
  }

  /// The first fragment of each frame.
  private func starts(of count: Int, startMarker: [UInt8]?) throws -> [Int] {
    if count == 1 { return [0] }
    if fragments.count == count { return Array(fragments.indices) }
    if let starts = startsFromOffsetTable(), starts.count == count { return starts }
    if let startMarker {
      let starts = fragments.indices.filter { fragments[$0].starts(with: startMarker) }
      if starts.count == count { return starts }
    }
    throw RadiographError.malformed(.dicom, "\(fragments.count) fragments do not make \(count) frames")
  }

  /// The basic offset table holds, for each frame, how far its first fragment's item lies behind the first item.
  private func startsFromOffsetTable() -> [Int]? {
    guard !offsetTable.isEmpty else { return nil }
    var fragmentAt: [Int: Int] = [:]
    var position = 0
    for (index, fragment) in fragments.enumerated() {
      fragmentAt[position] = index
      position += fragment.count + 8
    }
    let words = DICOMValue(vr: nil, bytes: offsetTable, isBigEndian: false).words.map(Int.init)
    let starts = stride(from: 0, to: words.count - 1, by: 2).compactMap { fragmentAt[words[$0] | words[$0 + 1] << 16] }
    guard starts.count == words.count / 2, zip(starts, starts.dropFirst()).allSatisfy(<) else { return nil }
    return starts
  }
}
