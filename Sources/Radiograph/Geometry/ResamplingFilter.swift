import CRadiograph

/// The weights that resample `inputLength` samples to `outputLength` in one direction, as Pillow's antialiased filters,
/// whose width grows with the reduction.
struct ResamplingFilter {
  let inputLength: Int
  let outputLength: Int
  /// First input sample of each output sample.
  let first: [Int32]
  /// Input samples of each output sample.
  let count: [Int32]
  /// `taps` weights an output sample, of which the first `count` are used; they sum to 1.
  let weights: [Double]
  let taps: Int

  /// Computes the weights, in Pillow's order of operations.
  init(from inputLength: Int, to outputLength: Int, kernel: ResamplingKernel = .triangle) {
    let scale = Double(inputLength) / Double(outputLength)
    let unit = max(scale, 1)
    let support = kernel.support * unit
    let taps = Int(support.rounded(.up)) * 2 + 1
    var first = [Int32](), count = [Int32]()
    var weights = [Double](repeating: 0, count: taps * outputLength)
    for output in 0..<outputLength {
      let center = (Double(output) + 0.5) * scale
      let start = max(0, Int(center - support + 0.5))
      let end = min(inputLength, Int(center + support + 0.5))
      var sum = 0.0
      for tap in 0..<end - start {
        let weight = kernel.weight(at: (Double(tap + start) - center + 0.5) * (1 / unit))
        weights[output * taps + tap] = weight
        sum += weight
      }
      if sum != 0 {
        for tap in 0..<end - start { weights[output * taps + tap] /= sum }
      }
      first.append(Int32(start))
      count.append(Int32(end - start))
    }
    self.inputLength = inputLength
    self.outputLength = outputLength
    self.first = first
    self.count = count
    self.weights = weights
    self.taps = taps
  }

  /// The weights in fixed point of 22 bits, as Pillow takes for 8-bit samples.
  var fixedPointWeights: [Int32] { weights.map { Int32(0.5 + $0 * Double(1 << 22)) } }

  /// The `outputCount` samples that `pass`, a loop in C, makes of `samples` with this filter.
  func filter<Sample>(
    _ samples: [Sample], outputCount: Int,
    _ pass: (cradiograph_filter, UnsafePointer<Sample>?, UnsafeMutablePointer<Sample>?) -> Void
  ) -> [Sample] {
    [Sample](unsafeUninitializedCapacity: outputCount) { output, initialized in
      samples.withUnsafeBufferPointer { samples in
        first.withUnsafeBufferPointer { first in
          count.withUnsafeBufferPointer { count in
            let filter = cradiograph_filter(
              input_length: Int32(inputLength), output_length: Int32(outputLength), taps: Int32(taps),
              first: first.baseAddress, count: count.baseAddress)
            pass(filter, samples.baseAddress, output.baseAddress)
          }
        }
      }
      initialized = outputCount
    }
  }
}
