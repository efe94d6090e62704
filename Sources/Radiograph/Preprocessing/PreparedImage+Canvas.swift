extension PreparedImage {
  /// The 8 bits a sample of a picture as it was decoded: the whole range of deep grey becomes 0 to 255.
  ///
  /// - Throws: ``RadiographError/inconsistentPixels(width:height:samples:)``.
  package init(_ radiograph: Radiograph) throws {
    try self.init(Canvas(radiograph))
  }

  init(_ canvas: Canvas) throws {
    let pixels = canvas.eightBit().pixels
    guard let samples = pixels.bytes else {
      throw RadiographError.inconsistentPixels(
        width: canvas.width, height: canvas.height, samples: pixels.sampleCount)
    }
    try self.init(width: canvas.width, height: canvas.height, channels: pixels.channels, samples: samples)
  }

  /// The samples as pixels of a ``Radiograph``.
  package var pixels: Pixels { channels == 1 ? .gray8(samples) : .rgb8(samples) }

  /// Resizes as Pillow's `resize`, bit for bit.
  package func resized(to size: ImageSize, kernel: ResamplingKernel = .triangle) throws -> PreparedImage {
    try PreparedImage(canvas.resized(to: size, kernel: kernel))
  }

  /// Grey made of colours as Pillow's `convert("L")` does.
  package func grayscale() throws -> PreparedImage { try PreparedImage(canvas.grayscale()) }

  private var canvas: Canvas { Canvas(width: width, height: height, pixels: pixels) }
}

extension Pixels {
  /// The samples where they have 8 bits.
  fileprivate var bytes: [UInt8]? {
    switch self {
    case .gray8(let samples), .rgb8(let samples): samples
    case .gray16: nil
    }
  }
}
