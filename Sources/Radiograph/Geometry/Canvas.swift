/// A picture that the steps of a ``Preprocessing`` work on.
struct Canvas {
  let width: Int
  let height: Int
  let pixels: Pixels

  var size: ImageSize { ImageSize(width: width, height: height) }

  init(width: Int, height: Int, pixels: Pixels) {
    self.width = width
    self.height = height
    self.pixels = pixels
  }

  init(_ radiograph: Radiograph) {
    self.init(width: radiograph.width, height: radiograph.height, pixels: radiograph.pixels)
  }

  /// The same size with other pixels.
  func with(_ pixels: Pixels) -> Canvas {
    Canvas(width: width, height: height, pixels: pixels)
  }
}
