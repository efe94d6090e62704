/// What was kept of a data set, or of a sequence's item: the elements and sequences that ``DICOMTag`` lists.
struct DICOMDataSet: Sendable {
  var values: [DICOMTag: DICOMValue] = [:]
  var sequences: [DICOMTag: [DICOMDataSet]] = [:]
  /// Only the top level's; pixel data in items (icons) are stepped over.
  var pixelData: DICOMPixelData?

  subscript(tag: DICOMTag) -> DICOMValue? {
    values[tag]
  }
}

/// The value of the pixel data element (PS3.5 section 8 and annex A.4).
enum DICOMPixelData: Sendable {
  /// `isWords`: written as 16-bit words (OW), which matters to 8-bit samples in big-endian files.
  case native(ArraySlice<UInt8>, isWords: Bool)
  /// The basic offset table, which may be empty, and the fragments of all frames.
  case encapsulated(offsetTable: ArraySlice<UInt8>, fragments: [ArraySlice<UInt8>])
}

// MARK: - Attributes of one frame

/// The attributes that hold for one frame: those of its own functional groups, then those that all frames share, then
/// those of the data set.
struct DICOMFrameAttributes: Sendable {
  private let scopes: [DICOMDataSet]

  init(_ dataSet: DICOMDataSet, frame: Int) {
    let perFrame = dataSet.sequences[.perFrameFunctionalGroups] ?? []
    let groups =
      (perFrame.indices.contains(frame) ? [perFrame[frame]] : [])
      + (dataSet.sequences[.sharedFunctionalGroups] ?? []).prefix(1)
    scopes =
      groups.flatMap { group in
        [DICOMTag.pixelValueTransformation, .frameVOILUT, .pixelMeasures].compactMap { group.sequences[$0]?.first }
      } + [dataSet]
  }

  subscript(tag: DICOMTag) -> DICOMValue? {
    scopes.lazy.compactMap { $0[tag] }.first
  }

  func items(_ tag: DICOMTag) -> [DICOMDataSet] {
    scopes.lazy.compactMap { $0.sequences[tag] }.first ?? []
  }

  /// A sequence's look-up tables; items with neither descriptor nor data are none, and are passed over as viewers do.
  func tables(_ tag: DICOMTag) -> [DICOMDataSet] {
    items(tag).filter { item in
      [.lutDescriptor, .lutData].contains { item[$0]?.bytes.isEmpty == false }
    }
  }
}
