public import Radiograph

extension Radiograph {
  /// The picture scaled to a size that it exceeds in width or height; else, or without a size, as it is.
  ///
  /// Severities are those of pictures as a network gets them, such as MedMNIST-C's of 224 × 224.
  public func scaledDown(to size: ImageSize?) throws -> Radiograph {
    guard let size, width > size.width || height > size.height else { return self }
    let scaled = try PreparedImage(self).resized(to: size)
    return try Radiograph(
      width: scaled.width, height: scaled.height, pixels: scaled.pixels, acquisition: acquisition, notes: notes)
  }
}
