// Geometry of image batches [N, C, H, W], for heat-maps and augmentation.

extension Tensor {
  /// The images at another size, interpolated bilinearly between pixel centres (`align_corners` false).
  ///
  /// - Parameter antialiased: Whether, where they get smaller, all pixels have their part in the result, as Pillow does it.
  public func resizedBilinearly(height: Int, width: Int, antialiased: Bool = false) throws -> Tensor {
    let resize = antialiased ? Aten.bilinearAntialiased : Aten.bilinear
    return try resize(.tensor(self), .ints([height, width]), false, .none)
  }

  /// The images seen through affine maps.
  ///
  /// - Parameters:
  ///   - maps: For each image a matrix [N, 2, 3] that takes a place in the result to one in the image. Both go from -1 to
  ///     1 between the outer edges of the pixels.
  ///   - bilinear: Whether to interpolate between pixels or to take the nearest one. Outside the image is 0.
  public func warped(by maps: Tensor, bilinear: Bool = true) throws -> Tensor {
    let grid = try Aten.affineGrid(.tensor(maps), .ints(shape), false)
    return try Aten.gridSample(.tensor(self), .tensor(grid), .int(bilinear ? 0 : 1), 0, false)
  }
}
