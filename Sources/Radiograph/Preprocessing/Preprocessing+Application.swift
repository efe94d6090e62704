extension Preprocessing {
  /// How to read a file for this pipeline: within `limits`, and smaller where ``fastDecode`` allows that.
  public func readingOptions(limits: DecodingLimits = .standard) -> ReadingOptions {
    ReadingOptions(limits: limits, fastDecodeTarget: fastDecode ? firstSize : nil, dicomLevels: dicomLevels)
  }

  /// The first half: applies ``steps``.
  ///
  /// A grey picture stays grey, also with ``Color/rgb``, until ``normalize(_:into:)`` repeats it for each channel.
  ///
  /// - Parameter outline: The picture's outline, where the network of lungs has found it already in floats.
  /// - Throws: ``RadiographError/invalidPreprocessing(_:)``, or ``RadiographError/tooManyPixels(width:height:limit:)`` if
  ///   a resize of a very long picture by its shorter side would make it huge.
  public func prepare(_ radiograph: Radiograph, outline: LungOutline? = nil) throws -> PreparedImage {
    var canvas = Canvas(radiograph)
    if color == .grayscale { canvas = canvas.grayscale() }
    let outlined = stepOfWholeOutline
    for (index, step) in steps.enumerated() {
      try step.validate()
      canvas = try step.apply(to: canvas, outline: index == outlined ? outline : nil)
    }
    canvas = canvas.eightBit()
    switch canvas.pixels {
    case .gray8(let samples):
      return try PreparedImage(width: canvas.width, height: canvas.height, channels: 1, samples: samples)
    case .rgb8(let samples):
      return try PreparedImage(width: canvas.width, height: canvas.height, channels: 3, samples: samples)
    case .gray16:
      throw RadiographError.inconsistentPixels(
        width: canvas.width, height: canvas.height, samples: canvas.pixels.sampleCount)
    }
  }

  /// The second half: `(value / 255 - mean) / std`, channel after channel (CHW), in single precision as PyTorch computes
  /// it.
  ///
  /// - Parameter buffer: exactly ``channels`` × height × width values, written without being read.
  /// - Throws: ``RadiographError/wrongBufferSize(count:expected:)``, or
  ///   ``RadiographError/invalidPreprocessing(_:)`` if the picture has other channels than the pipeline.
  public func normalize(_ image: PreparedImage, into buffer: UnsafeMutableBufferPointer<Float>) throws {
    let area = image.width * image.height
    guard buffer.count == channels * area else {
      throw RadiographError.wrongBufferSize(count: buffer.count, expected: channels * area)
    }
    guard std.count == channels, image.channels == 1 || image.channels == channels else {
      throw RadiographError.invalidPreprocessing("\(image.channels) channels can't become \(channels)")
    }
    for channel in 0..<channels {
      let levels = (0..<256).map { (Float($0) / 255 - mean[channel]) / std[channel] }
      let first = image.channels == 1 ? 0 : channel
      let plane = UnsafeMutableBufferPointer(rebasing: buffer[channel * area..<(channel + 1) * area])
      levels.withUnsafeBufferPointer { levels in
        image.samples.withUnsafeBufferPointer { samples in
          for i in 0..<area { plane[i] = levels[Int(samples[i &* image.channels &+ first])] }
        }
      }
    }
  }

  /// Both halves: the model's input in CHW order, `channels × height × width` values.
  public func input(for radiograph: Radiograph) throws -> [Float] { try input(for: prepare(radiograph)) }

  /// The second half into an array of its own.
  public func input(for image: PreparedImage) throws -> [Float] {
    let count = channels * image.width * image.height
    return try [Float](unsafeUninitializedCapacity: count) { buffer, initialized in
      try normalize(image, into: UnsafeMutableBufferPointer(rebasing: buffer[..<count]))
      initialized = count
    }
  }

  /// What the first step that changes the size makes at most of it.
  private var firstSize: ImageSize? {
    for step in steps {
      switch step {
      case .resize(let size), .letterbox(let size, _): return size
      case .resizeShorterSide(let side): return ImageSize(width: side, height: side)
      // Whatever depends on single samples, or on where the lungs are, wants the whole picture.
      case .resizeBilinear, .centerCrop, .lungs: return nil
      case .minMax, .equalizeHistogram, .clahe: continue
      }
    }
    return nil
  }
}

extension Preprocessing.Step {
  fileprivate func apply(to canvas: Canvas, outline: LungOutline?) throws -> Canvas {
    switch self {
    case .resize(let size): canvas.resized(to: size)
    case .resizeBilinear(let size): canvas.interpolated(to: size)
    case .resizeShorterSide(let side): canvas.resized(to: try canvas.size(withShorterSide: side))
    case .centerCrop(let size): canvas.centerCropped(to: size)
    case .letterbox(let size, let fill): canvas.letterboxed(to: size, fill: fill)
    case .lungs(let step, let network): try step.apply(to: canvas, network: network, known: outline)
    case .minMax: canvas.minMaxStretched()
    case .equalizeHistogram: canvas.equalized()
    case .clahe(let clipLimit, let tiles): canvas.adaptivelyEqualized(clipLimit: clipLimit, tiles: tiles)
    }
  }
}
