extension Canvas {
  /// The size that torchvision's `Resize(side)` gives: the shorter side becomes `side`, the longer one is truncated.
  ///
  /// - Throws: ``RadiographError/tooManyPixels(width:height:limit:)`` where a long, thin picture would become huge.
  func size(withShorterSide side: Int) throws -> ImageSize {
    // In floating point, as Python divides, so that truncation falls the same way.
    let longer = Int(Double(side * max(width, height)) / Double(min(width, height)))
    let size = width <= height ? ImageSize(width: side, height: longer) : ImageSize(width: longer, height: side)
    try DecodingLimits(maximumSide: .max, minimumSide: 1).check(width: size.width, height: size.height)
    return size
  }

  /// Cuts out the middle, as torchvision's `CenterCrop`: half pixels round to even; what is missing is black.
  func centerCropped(to size: ImageSize) -> Canvas {
    // Where the crop begins in the picture; below 0 where the picture is smaller.
    func start(_ length: Int, _ target: Int) -> Int {
      target > length
        ? -((target - length) / 2) : Int((Double(length - target) / 2).rounded(.toNearestOrEven))
    }
    return framed(
      in: size, offset: (x: -start(width, size.width), y: -start(height, size.height)), fill: 0)
  }

  /// Resizes to fit inside `size` and fills the rest, as Pillow's `ImageOps.pad`.
  func letterboxed(to size: ImageSize, fill: UInt8) -> Canvas {
    let ratio = Double(width) / Double(height)
    let target = Double(size.width) / Double(size.height)
    var fitted = size
    if ratio > target {
      fitted.height = max(1, Int((Double(height) / Double(width) * Double(size.width)).rounded(.toNearestOrEven)))
    } else if ratio < target {
      fitted.width = max(1, Int((ratio * Double(size.height)).rounded(.toNearestOrEven)))
    }
    let x = Int((Double(size.width - fitted.width) * 0.5).rounded(.toNearestOrEven))
    let y = Int((Double(size.height - fitted.height) * 0.5).rounded(.toNearestOrEven))
    return resized(to: fitted).framed(in: size, offset: (x, y), fill: fill)
  }

  /// A canvas of `size` with this one at `offset`, which may be negative; the rest is `fill`, on a scale to 255.
  private func framed(in size: ImageSize, offset: (x: Int, y: Int), fill: UInt8) -> Canvas {
    guard size != self.size || offset != (0, 0) else { return self }
    let pixels: Pixels =
      switch self.pixels {
      case .gray8(let samples):
        .gray8(frame(samples, channels: 1, size, offset, fill: fill))
      case .gray16(let samples, let bitDepth):
        .gray16(
          frame(samples, channels: 1, size, offset, fill: UInt16(Int(fill) * ((1 << bitDepth) - 1) / 255)),
          bitDepth: bitDepth)
      case .rgb8(let samples):
        .rgb8(frame(samples, channels: 3, size, offset, fill: fill))
      }
    return Canvas(width: size.width, height: size.height, pixels: pixels)
  }

  private func frame<Sample>(
    _ samples: [Sample], channels: Int, _ size: ImageSize, _ offset: (x: Int, y: Int), fill: Sample
  ) -> [Sample] {
    var framed = [Sample](repeating: fill, count: size.width * size.height * channels)
    let columns = max(0, offset.x)..<max(0, offset.x, min(size.width, offset.x + width))
    let rows = max(0, offset.y)..<max(0, offset.y, min(size.height, offset.y + height))
    for y in rows {
      let source = ((y - offset.y) * width + columns.lowerBound - offset.x) * channels
      let target = (y * size.width + columns.lowerBound) * channels
      let count = columns.count * channels
      framed.replaceSubrange(target..<target + count, with: samples[source..<source + count])
    }
    return framed
  }
}

extension Canvas {
  /// The part of the picture in these columns and rows, which lie within it.
  func cropped(to part: (x: Range<Int>, y: Range<Int>)) -> Canvas {
    func cut<Sample>(_ samples: [Sample], _ channels: Int) -> [Sample] {
      part.y.flatMap { row in
        samples[(row * width + part.x.lowerBound) * channels..<(row * width + part.x.upperBound) * channels]
      }
    }
    let pixels: Pixels =
      switch self.pixels {
      case .gray8(let samples): .gray8(cut(samples, 1))
      case .gray16(let samples, let bitDepth): .gray16(cut(samples, 1), bitDepth: bitDepth)
      case .rgb8(let samples): .rgb8(cut(samples, 3))
      }
    return Canvas(width: part.x.count, height: part.y.count, pixels: pixels)
  }
}
