/// A square mask with a rim of one pixel around it, so that every pixel of it has four neighbours.
struct RimmedMask {
  private let side: Int
  private var pixels: [Bool]

  /// A mask whose pixels are numbered row by row; the rim does not belong to it.
  init(_ mask: [Bool], side: Int) {
    self.side = side
    pixels = [Bool](repeating: false, count: (side + 2) * (side + 2))
    for row in 0..<side {
      for column in 0..<side { pixels[(row + 1) * (side + 2) + column + 1] = mask[row * side + column] }
    }
  }

  /// A pixel of the mask.
  subscript(pixel: Int) -> Bool { pixels[place(of: pixel)] }

  /// Whether a pixel belongs to the mask and one of its neighbours doesn't.
  func isOnEdge(_ pixel: Int) -> Bool {
    let (place, stride) = (place(of: pixel), side + 2)
    guard pixels[place] else { return false }
    return !(pixels[place - 1] && pixels[place + 1] && pixels[place - stride] && pixels[place + stride])
  }

  /// Takes the part that a pixel belongs to out of the mask, and gives its pixels; the first is that pixel.
  mutating func takeOut(from pixel: Int) -> [Int] {
    let stride = side + 2
    return takeOut(place(of: pixel)).map { ($0 / stride - 1) * side + $0 % stride - 1 }
  }

  /// Takes every part that lies at the rim out of the mask.
  mutating func takeOutRim() {
    for index in 0..<side {
      for pixel in [index, (side - 1) * side + index, index * side, index * side + side - 1] {
        _ = takeOut(place(of: pixel))
      }
    }
  }

  private func place(of pixel: Int) -> Int {
    let (row, column) = pixel.quotientAndRemainder(dividingBy: side)
    return (row + 1) * (side + 2) + column + 1
  }

  /// Takes the part at a place out of the mask; its places, the nearest first.
  private mutating func takeOut(_ start: Int) -> [Int] {
    let stride = side + 2
    return pixels.withUnsafeMutableBufferPointer { pixels in
      var reached: [Int] = []
      func reach(_ place: Int) {
        guard pixels[place] else { return }
        pixels[place] = false
        reached.append(place)
      }
      reach(start)
      var next = 0
      while next < reached.count {
        let place = reached[next]
        reach(place - 1)
        reach(place + 1)
        reach(place - stride)
        reach(place + stride)
        next += 1
      }
      return reached
    }
  }
}
