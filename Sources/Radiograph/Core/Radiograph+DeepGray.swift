extension Radiograph {
  /// A picture of grey levels stored in 16 bits that say nothing of their range: the bits in use are the range.
  ///
  /// - Throws: as ``init(width:height:pixels:acquisition:notes:)``.
  package init(width: Int, height: Int, deepGray samples: [UInt16]) throws {
    let bits = LevelsInUse.bits(brightest: Int(samples.max() ?? 0))
    try self.init(
      width: width, height: height,
      pixels: bits == 8 ? .gray8(samples.map { UInt8(truncatingIfNeeded: $0) }) : .gray16(samples, bitDepth: bits),
      notes: [.levelsInUse(bits: bits, stored: 16)])
  }
}
