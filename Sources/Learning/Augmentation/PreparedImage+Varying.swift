import Datasets
package import Radiograph

extension Preprocessing {
  /// The second half of the preprocessing on a picture that is varied: as ``normalize(_:into:)``, whose result it gives if
  /// nothing is varied.
  package func normalize(
    _ image: PreparedImage, varied variation: Variation, into buffer: UnsafeMutableBufferPointer<Float>
  ) throws {
    let area = image.width * image.height
    guard !variation.isIdentity else { return try normalize(image, into: buffer) }
    if let change = variation.acquisition {
      let taken = try image.taken(change, as: variation.geometry)
      return try normalize(taken, varied: variation.afterAcquisition, into: buffer)
    }
    guard buffer.count == channels * area else {
      throw RadiographError.wrongBufferSize(count: buffer.count, expected: channels * area)
    }
    guard std.count == channels, image.channels == 1 || image.channels == channels else {
      throw RadiographError.invalidPreprocessing("\(image.channels) channels can't become \(channels)")
    }
    let planes = (0..<channels).map { UnsafeMutableBufferPointer(rebasing: buffer[$0 * area..<($0 + 1) * area]) }
    let varying = PictureVarying(variation, of: image)
    for channel in 0..<image.channels { varying.write(channel: channel, into: planes[channel]) }
    // A grey picture's only plane is the last to be normalised, since the others are made from it.
    for channel in planes.indices.reversed() {
      let (mean, std) = (mean[channel], std[channel])
      let (source, plane) = (planes[image.channels == 1 ? 0 : channel], planes[channel])
      for i in 0..<area { plane[i] = (source[i] / 255 - mean) / std }
    }
  }
}

extension PreparedImage {
  /// The picture, varied, with its levels rounded.
  package func varied(_ variation: Variation) throws -> PreparedImage {
    guard !variation.isIdentity else { return self }
    if let change = variation.acquisition {
      return try taken(change, as: variation.geometry).varied(variation.afterAcquisition)
    }
    let varying = PictureVarying(variation, of: self)
    var result = self
    var plane = [Float](repeating: 0, count: width * height)
    for channel in 0..<channels {
      plane.withUnsafeMutableBufferPointer { varying.write(channel: channel, into: $0) }
      for (index, level) in plane.enumerated() {
        result.samples[index * channels + channel] = UInt8(max(0, min(255, level.rounded())))
      }
    }
    return result
  }

  /// The picture where its geometry puts it, changed as one that was taken elsewhere.
  fileprivate func taken(_ change: AcquisitionChange, as geometry: Variation) throws -> PreparedImage {
    var image = try varied(geometry)
    try change.apply(to: &image)
    return image
  }
}
