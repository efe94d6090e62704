/// From stored values to brightness, in the standard's order (PS3.3 C.7.6.3.1, C.11.1, C.11.2, PS3.4 N.2).
///
/// stored value → modality LUT or rescale → VOI LUT or window → inverted for MONOCHROME1 → quantised
///
/// Where a file has neither VOI LUT nor window, brightness is that of the bits in use (``LevelsInUse``); of values that
/// were rescaled or can be negative, which have no such range, it runs from the 0.5th to the 99.5th percentile of the
/// frame's own pixels, so that a lead marker or a few defective pixels do not flatten the picture.
/// Padding (PS3.3 C.7.5.1.1.2) takes no part in that range and comes out black, whatever the polarity.
struct GrayscalePipeline: Sendable {
  let modality: ModalityTransform
  let voi: VOITransform
  let isInverted: Bool
  let padding: ClosedRange<Int>?
  /// The bits whose range stands in for a window that the file does not have; `nil` if it has one, or other values.
  let levelsInUse: Int?

  /// The share of pixels that may fall below the range, and above it, where the file has no window.
  static let clippedShare = 0.005

  /// The pipeline of one frame.
  ///
  /// - Parameters:
  ///   - stored: the frame, for its range.
  ///   - window: which of the file's VOI LUTs and windows; `nil`: the first.
  /// - Throws: ``RadiographError/noSuchWindow(index:count:)``, or ``RadiographError/malformed(_:_:)``.
  init(_ attributes: DICOMFrameAttributes, stored: StoredPixels, window: Int?, isInverted: Bool) throws {
    modality = try ModalityTransform(attributes, isSigned: stored.isSigned)
    padding = Self.padding(attributes, stored)
    self.isInverted = isInverted
    let choices = try VOITransform.all(
      attributes, isSigned: modality.isSigned(bits: stored.bits, isSigned: stored.isSigned))
    if let window {
      guard choices.indices.contains(window) else {
        throw RadiographError.noSuchWindow(index: window, count: choices.count)
      }
      (voi, levelsInUse) = (choices[window], nil)
    } else if let first = choices.first {
      (voi, levelsInUse) = (first, nil)
    } else {
      let counts = Self.counts(stored, modality, padding)
      levelsInUse =
        stored.isSigned || stored.bits > 16 || modality != .identity
        ? nil : LevelsInUse.bits(brightest: Int(counts.last?.value ?? 0))
      voi = .range(levelsInUse.map { 0...Double(1 << $0 - 1) } ?? Self.range(counts))
    }
  }

  /// The brightness of a stored value, from 0 to 1.
  func callAsFunction(_ value: Int) -> Double {
    if let padding, padding.contains(value) { return 0 }
    let brightness = voi(modality(value))
    return isInverted ? 1 - brightness : brightness
  }

  /// The brightness of every pixel, from 0 to `maximum`, rounded to nearest.
  func render<Sample: FixedWidthInteger>(_ stored: StoredPixels, maximum: Sample) -> [Sample] {
    let scale = Double(Int(maximum))
    func quantised(_ value: Int) -> Sample { Sample(truncatingIfNeeded: Int((self(value) * scale).rounded())) }
    switch stored.patterns {
    case .narrow(let patterns):
      let table = (0..<1 << stored.bits).map { quantised(stored.value(UInt32($0))) }
      return table.withUnsafeBufferPointer { table in patterns.map { table[Int($0)] } }
    case .wide(let patterns):
      return patterns.map { quantised(stored.value($0)) }
    }
  }
}

// MARK: - Padding and range

extension GrayscalePipeline {
  /// The stored values that stand for no measurement.
  private static func padding(_ attributes: DICOMFrameAttributes, _ stored: StoredPixels) -> ClosedRange<Int>? {
    func value(_ tag: DICOMTag) -> Int? {
      attributes[tag]?.words.first.map { word in
        // Written as US or SS, and not always as the one that fits: the lower bits count.
        stored.value(UInt32(word) & (stored.bits >= 16 ? .max : 1 << UInt32(stored.bits) - 1))
      }
    }
    guard stored.bits <= 16, let first = value(.pixelPaddingValue) else { return nil }
    let last = value(.pixelPaddingRangeLimit) ?? first
    return min(first, last)...max(first, last)
  }

  /// How often each value occurs that is no padding, darkest first.
  private static func counts(
    _ stored: StoredPixels, _ modality: ModalityTransform, _ padding: ClosedRange<Int>?
  ) -> [(value: Double, count: Int)] {
    var counts: [(value: Double, count: Int)]
    switch stored.patterns {
    case .narrow(let patterns):
      var histogram = [Int](repeating: 0, count: 1 << stored.bits)
      for pattern in patterns { histogram[Int(pattern)] += 1 }
      counts = histogram.indices.compactMap { pattern in
        let value = stored.value(UInt32(pattern))
        guard histogram[pattern] > 0, padding?.contains(value) != true else { return nil }
        return (modality(value), histogram[pattern])
      }
    case .wide(let patterns):
      counts = patterns.map { (modality(stored.value($0)), 1) }
    }
    counts.sort { $0.value < $1.value }
    return counts
  }

  /// The values between which all but ``clippedShare`` of the pixels lie, on either side.
  private static func range(_ counts: [(value: Double, count: Int)]) -> ClosedRange<Double> {
    let total = counts.reduce(0) { $0 + $1.count }
    let rank = Int(Double(total) * clippedShare)
    guard let low = quantile(counts, rank), let high = quantile(counts.reversed(), rank), low <= high else {
      return 0...0
    }
    return low...high
  }

  /// The value at `rank`, from 0.
  private static func quantile(_ counts: [(value: Double, count: Int)], _ rank: Int) -> Double? {
    var seen = 0
    return counts.first { entry in
      seen += entry.count
      return seen > rank
    }?.value
  }
}
