extension Canvas {
  /// Grey made of colours as Pillow's `convert("L")` does, in fixed point of 16 bits.
  func grayscale() -> Canvas {
    guard case .rgb8(let samples) = pixels else { return self }
    let count = width * height
    let gray = [UInt8](unsafeUninitializedCapacity: count) { gray, initialized in
      samples.withUnsafeBufferPointer { samples in
        for i in 0..<count {
          let (red, green, blue) = (samples[i &* 3], samples[i &* 3 &+ 1], samples[i &* 3 &+ 2])
          let sum = UInt32(red) &* 19_595 &+ UInt32(green) &* 38_470 &+ UInt32(blue) &* 7_471 &+ 0x8000
          gray[i] = UInt8(truncatingIfNeeded: sum >> 16)
        }
      }
      initialized = count
    }
    return with(.gray8(gray))
  }

  /// Eight bits a sample: the whole range of a deep picture, not only the part in use, becomes 0 to 255.
  func eightBit() -> Canvas {
    guard case .gray16(let samples, let bitDepth) = pixels else { return self }
    return with(.gray8(samples.stretched(from: 0, to: UInt16(clamping: (1 << bitDepth) - 1))))
  }

  /// The darkest sample becomes 0, the brightest 255, as OpenCV's `normalize(0, 255, NORM_MINMAX, CV_8U)`; all is 0 in a
  /// picture of one level.
  func minMaxStretched() -> Canvas {
    switch pixels {
    case .gray8(let samples): with(.gray8(samples.stretched()))
    case .rgb8(let samples): with(.rgb8(samples.stretched()))
    case .gray16(let samples, _): with(.gray8(samples.stretched()))
    }
  }
}

extension [UInt8] {
  /// Each sample replaced by its entry in a table of 256.
  package func mapped(through table: [UInt8]) -> [UInt8] {
    [UInt8](unsafeUninitializedCapacity: count) { mapped, initialized in
      table.withUnsafeBufferPointer { table in
        for (i, sample) in self.enumerated() { mapped[i] = table[Int(sample)] }
      }
      initialized = count
    }
  }

  fileprivate func stretched() -> [UInt8] {
    guard let low = self.min(), let high = self.max() else { return self }
    return mapped(through: stretchTable(from: Int(low), to: Int(high), count: 256))
  }
}

extension [UInt16] {
  fileprivate func stretched() -> [UInt8] {
    guard let low = self.min(), let high = self.max() else { return [] }
    return stretched(from: low, to: high)
  }

  fileprivate func stretched(from low: UInt16, to high: UInt16) -> [UInt8] {
    let table = stretchTable(from: Int(low), to: Int(high), count: 1 << 16)
    return map { table[Int($0)] }
  }
}

/// What each of `count` levels becomes when `low` becomes 0 and `high` 255, in single precision; halves round to even.
private func stretchTable(from low: Int, to high: Int, count: Int) -> [UInt8] {
  let scale = high > low ? 255 / Double(high - low) : 0
  let shift = Float(-Double(low) * scale)
  return (0..<count).map { level in
    UInt8(min(max((Float(level) * Float(scale) + shift).rounded(.toNearestOrEven), 0), 255))
  }
}
