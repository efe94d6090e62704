import CPNG

extension Radiograph {
  /// The picture as a PNG file of 8 bits a sample, grey or colour; deep grey keeps its 8 highest bits.
  ///
  /// - Parameter fast: whether the file is made in a fraction of the time and is somewhat larger.
  /// - Throws: `RadiographError.tooMuchMemory`, also for a picture of 2³⁰ samples or more.
  public func pngFile(fast: Bool = false) throws(RadiographError) -> [UInt8] {
    let (samples, channels): ([UInt8], Int) =
      switch pixels {
      case .gray8(let samples): (samples, 1)
      case .gray16(let samples, let bitDepth): (samples.map { UInt8(truncatingIfNeeded: $0 >> (bitDepth - 8)) }, 1)
      case .rgb8(let samples): (samples, 3)
      }
    guard let width = Int32(exactly: width), let height = Int32(exactly: height), samples.count < 1 << 30 else {
      throw .tooMuchMemory(.png)
    }
    var count = 0
    guard let file = cpng_encode(samples, width, height, Int32(channels), fast ? 1 : 0, &count) else {
      throw .tooMuchMemory(.png)
    }
    defer { cpng_free(file) }
    return Array(UnsafeBufferPointer(start: file, count: count))
  }
}
