/// Colour to 8-bit RGB (PS3.3 C.7.6.3.1.2 and C.7.9).
extension DICOMDecodedFrame {
  /// Red, green, blue, interleaved.
  ///
  /// - Parameter palette: the data set that holds the palettes.
  /// - Throws: ``RadiographError`` if a palette is missing or of a kind that is not read.
  func rgb(palette dataSet: DICOMDataSet) throws -> [UInt8] {
    switch photometricInterpretation {
    case .paletteColor:
      try rgbFromPalette(dataSet)
    case .ybrFull, .ybrFull422:
      rgbFromYBR()
    case .rgb, .ybrICT, .ybrRCT, .monochrome1, .monochrome2:
      (0..<pixels.count).map(scaled)
    }
  }

  private func rgbFromPalette(_ dataSet: DICOMDataSet) throws -> [UInt8] {
    let isSegmented = dataSet[DICOMTag.segmentedPaletteData[0]] != nil
    let data = isSegmented ? DICOMTag.segmentedPaletteData : DICOMTag.paletteData
    let tables = try zip(DICOMTag.paletteDescriptors, data).map { descriptor, data in
      try LookupTable(
        descriptor: dataSet[descriptor], data: dataSet[data], isSigned: pixels.isSigned, isSegmented: isSegmented)
    }
    // Some writers describe 16 bits and write 8.
    let isNarrow = tables.allSatisfy { ($0.entries.max() ?? 0) <= 255 }
    var result: [UInt8] = []
    result.reserveCapacity(pixels.count * 3)
    for index in 0..<pixels.count {
      let stored = pixels[index]
      for table in tables {
        let maximum = isNarrow ? 255 : table.maximum
        result.append(UInt8((table[stored] * 255 + maximum / 2) / maximum))
      }
    }
    return result
  }

  /// `R = Y + 1.402 (Cr - 128)`, `G = Y - 0.344136 (Cb - 128) - 0.714136 (Cr - 128)`, `B = Y + 1.772 (Cb - 128)`.
  private func rgbFromYBR() -> [UInt8] {
    var result: [UInt8] = []
    result.reserveCapacity(pixels.count)
    for start in stride(from: 0, to: pixels.count - 2, by: 3) {
      let luminance = Double(scaled(start))
      let blue = Double(scaled(start + 1)) - 128
      let red = Double(scaled(start + 2)) - 128
      let green = luminance - (0.114 * 1.772 / 0.587) * blue - (0.299 * 1.402 / 0.587) * red
      for value in [luminance + 1.402 * red, green, luminance + 1.772 * blue] {
        result.append(UInt8(min(max(value.rounded(), 0), 255)))
      }
    }
    return result
  }

  /// A sample on a scale of 8 bits.
  private func scaled(_ index: Int) -> UInt8 {
    let value = max(pixels[index], 0)
    if pixels.bits == 8 { return UInt8(truncatingIfNeeded: value) }
    let maximum = 1 << pixels.bits - 1
    return UInt8(truncatingIfNeeded: (value * 255 + maximum / 2) / maximum)
  }
}
