public import Radiograph

/// Where the network's input lies on the original picture: what resizing, cropping and padding did to it.
public struct InputField: Sendable, Equatable {
  /// One axis: `input = original · scale + offset`, in pixels from the corner, and the input's extent.
  struct Axis: Sendable, Equatable {
    var scale = 1.0
    var offset = 0.0
    var extent: Int

    /// Stretches to another extent.
    mutating func stretch(to target: Int) {
      let factor = Double(target) / Double(extent)
      scale *= factor
      offset *= factor
      extent = target
    }

    /// Cuts the middle out, or pads on both sides.
    mutating func center(in target: Int) {
      offset += (Double(target - extent) / 2).rounded(.toNearestOrEven)
      extent = target
    }

    /// Cuts to a range of pixels.
    mutating func cut(to range: Range<Int>) {
      offset -= Double(range.lowerBound)
      extent = range.count
    }

    /// The position on a map of `size` values over the input that belongs to an original pixel's middle; nil outside.
    func position(_ pixel: Int, size: Int) -> Double? {
      let input = (Double(pixel) + 0.5) * scale + offset
      return input >= 0 && input <= Double(extent) ? input / Double(extent) * Double(size) : nil
    }

    /// The cell, of `cells` over the original, in which the middle of one of the input's `count` pixels lies; nil outside.
    func cell(_ pixel: Int, of count: Int, original: Int, cells: Int) -> Int? {
      let input = (Double(pixel) + 0.5) * Double(extent) / Double(count)
      let place = (input - offset) / scale / Double(original)
      return place >= 0 && place < 1 ? Int(place * Double(cells)) : nil
    }
  }

  private(set) var x: Axis
  private(set) var y: Axis

  /// Follows the steps of `preprocessing` for a picture of `size`.
  ///
  /// - Parameter lungs: the picture's outline, which a crop to the lungs goes by.
  public init(_ preprocessing: Preprocessing, of size: ImageSize, lungs: LungOutline? = nil) {
    x = Axis(extent: max(size.width, 1))
    y = Axis(extent: max(size.height, 1))
    for step in preprocessing.steps { apply(step, lungs) }
  }

  /// The same field on a picture of another size, one pixel of which covers so many of the original's.
  init(_ field: InputField, scaledBy factors: (x: Double, y: Double)) {
    self = field
    x.scale *= factors.x
    y.scale *= factors.y
  }

  private mutating func apply(_ step: Preprocessing.Step, _ lungs: LungOutline?) {
    switch step {
    case .resize(let size), .resizeBilinear(let size):
      x.stretch(to: size.width)
      y.stretch(to: size.height)
    case .resizeShorterSide(let side):
      let (shorter, longer) = (min(x.extent, y.extent), max(x.extent, y.extent))
      let other = side * longer / shorter
      let isWide = x.extent > y.extent
      x.stretch(to: isWide ? other : side)
      y.stretch(to: isWide ? side : other)
    case .centerCrop(let size):
      x.center(in: size.width)
      y.center(in: size.height)
    case .letterbox(let size, _):
      let factor = min(Double(size.width) / Double(x.extent), Double(size.height) / Double(y.extent))
      x.stretch(to: max(1, Int((Double(x.extent) * factor).rounded())))
      y.stretch(to: max(1, Int((Double(y.extent) * factor).rounded())))
      x.center(in: size.width)
      y.center(in: size.height)
    case .lungs(.crop(let margin), _):
      guard let lungs, lungs.isFound, let box = lungs.box else { return }
      let part = box.widened(by: margin).pixels(of: ImageSize(width: x.extent, height: y.extent))
      x.cut(to: part.x)
      y.cut(to: part.y)
    case .minMax, .equalizeHistogram, .clahe, .lungs(.mask, _):
      break
    }
  }
}
