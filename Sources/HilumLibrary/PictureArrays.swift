import Anatomy
import Bundles
import CHilum
import Inference
import Radiograph

/// Arrays that are made of a picture.
enum PictureArrays {
  /// The picture's levels: grey, unless colours are wanted.
  ///
  /// - Throws: `RadiographError`.
  static func levels(_ picture: LentPicture, _ options: DecodingOptions) throws -> UnsafeMutablePointer<hilum_array> {
    let radiograph = try picture.source.read(ReadingOptions(frame: options.frame ?? 0, window: options.window))
    let shape = [radiograph.height, radiograph.width]
    let facts = PictureFacts(radiograph)
    switch radiograph.pixels {
    case .gray8(let levels):
      return try ArrayStorage.make(levels, Int(HILUM_UINT8), shape: shape, json: facts)
    case .gray16(let levels, _):
      return try ArrayStorage.make(levels, Int(HILUM_UINT16), shape: shape, json: facts)
    case .rgb8(let levels) where options.color == true:
      return try ArrayStorage.make(levels, Int(HILUM_UINT8), shape: shape + [3], json: facts)
    case .rgb8:
      let grey = try Preprocessing(color: .grayscale, steps: [], mean: [0], std: [1]).prepare(radiograph)
      return try ArrayStorage.make(grey.samples, Int(HILUM_UINT8), shape: shape, json: facts)
    }
  }

  /// What a model's network gets of the picture.
  ///
  /// - Throws: `RadiographError`.
  static func input(
    of predictor: Predictor, _ picture: LentPicture, _ options: PictureOptions
  ) throws -> UnsafeMutablePointer<hilum_array> {
    let preprocessing = predictor.bundle.metadata.input
    var reading = preprocessing.readingOptions()
    reading.frame = options.frame ?? 0
    reading.window = options.window
    let image = try preprocessing.prepare(picture.source.read(reading))
    let shape = [preprocessing.channels, image.height, image.width]
    return try ArrayStorage.make(of: Float.self, Int(HILUM_FLOAT32), shape: shape) {
      try preprocessing.normalize(image, into: $0)
    }
  }

  /// The lungs on the picture.
  ///
  /// - Throws: `RadiographError`, `InferenceError`.
  static func outline(_ picture: LentPicture, _ options: PictureOptions) throws -> UnsafeMutablePointer<hilum_array> {
    let started = ContinuousClock.now
    let reading = ReadingOptions(frame: options.frame ?? 0, window: options.window)
    let outline = try LungNetworks.network().outline(of: picture.source.read(reading))
    let milliseconds = (ContinuousClock.now - started) / .milliseconds(1)
    let mask: [UInt8] = outline.mask(outline.size).map { $0 ? 255 : 0 }
    return try ArrayStorage.make(
      mask, Int(HILUM_UINT8), shape: [outline.size.height, outline.size.width],
      json: OutlinedPicture(file: picture.name, outline, output: nil, milliseconds: milliseconds))
  }
}

/// What is known of a picture beside its levels.
private struct PictureFacts: Encodable {
  private let bitDepth: Int
  private let acquisition: Acquisition
  private let notes: [String]

  init(_ picture: Radiograph) {
    bitDepth = picture.pixels.bitDepth
    acquisition = picture.acquisition
    notes = picture.notes.map(\.message)
  }

  private enum CodingKeys: String, CodingKey {
    case acquisition, notes
    case bitDepth = "bit_depth"
  }
}
