import CRadiograph

extension Canvas {
  /// Resizes as Pillow's `resize(size, BILINEAR)`, or with another kernel, bit for bit: rows first, then columns; a side
  /// that keeps its length is not touched.
  func resized(to size: ImageSize, kernel: ResamplingKernel = .triangle) -> Canvas {
    guard size != self.size else { return self }
    let rows = width == size.width ? nil : ResamplingFilter(from: width, to: size.width, kernel: kernel)
    let columns = height == size.height ? nil : ResamplingFilter(from: height, to: size.height, kernel: kernel)
    let pixels: Pixels =
      switch self.pixels {
      case .gray8(let samples):
        .gray8(resize8(samples, rows, columns, width: size.width))
      case .gray16(let samples, let bitDepth):
        .gray16(resize16(samples, rows, columns, width: size.width), bitDepth: bitDepth)
      case .rgb8(let samples):
        .rgb8(.interleaving((0..<3).map { resize8(samples.plane($0, of: 3), rows, columns, width: size.width) }))
      }
    return Canvas(width: size.width, height: size.height, pixels: pixels)
  }

  // MARK: - Passes

  private func resize8(
    _ samples: [UInt8], _ rows: ResamplingFilter?, _ columns: ResamplingFilter?, width: Int
  ) -> [UInt8] {
    var samples = samples
    if let rows {
      let weights = rows.fixedPointWeights
      samples = rows.filter(samples, outputCount: height * width) { filter, input, output in
        cradiograph_resample_rows_8(input, Int32(height), filter, weights, cradiograph_best_instructions(), output)
      }
    }
    if let columns {
      let weights = columns.fixedPointWeights
      samples = columns.filter(samples, outputCount: columns.outputLength * width) { filter, input, output in
        cradiograph_resample_columns_8(input, Int32(width), filter, weights, cradiograph_best_instructions(), output)
      }
    }
    return samples
  }

  private func resize16(
    _ samples: [UInt16], _ rows: ResamplingFilter?, _ columns: ResamplingFilter?, width: Int
  ) -> [UInt16] {
    var samples = samples
    if let rows {
      samples = rows.filter(samples, outputCount: height * width) { filter, input, output in
        cradiograph_resample_rows_16(input, Int32(height), filter, rows.weights, output)
      }
    }
    if let columns {
      samples = columns.filter(samples, outputCount: columns.outputLength * width) { filter, input, output in
        cradiograph_resample_columns_16(input, Int32(width), filter, columns.weights, output)
      }
    }
    return samples
  }
}
