public import Foundation

/// What was read from a file: its form, what its header tells, and its grey levels.
public struct Inspection: Sendable, Hashable, Codable {
  /// What the file's header says of its pixels.
  public let header: ImageHeader
  /// What it says of how the picture was taken.
  public let acquisition: Acquisition
  /// Columns of the picture as it was read.
  public let width: Int
  /// Rows of the picture as it was read.
  public let height: Int
  /// Channels of the picture as it was read.
  public let channels: Int
  /// Significant bits of its samples.
  public let bitDepth: Int
  /// The lowest sample.
  public let minimum: Int
  /// The highest sample.
  public let maximum: Int
  /// The mean of all samples.
  public let mean: Double
  /// What speaks against reading it with a model of frontal chest radiographs.
  public let quality: [QualityFinding]
  /// What had to be decided to read the file, as sentences.
  public let notes: [String]

  private enum CodingKeys: String, CodingKey {
    case header, acquisition, width, height, channels, minimum, maximum, mean, quality, notes
    case bitDepth = "bit_depth"
  }

  /// Reads a file and looks at it.
  ///
  /// - Parameter population: Whom the model was trained on that is to read the picture, if known.
  /// - Returns: What was found, and the picture.
  /// - Throws: ``RadiographError``.
  public static func inspect(
    _ url: URL, options: ReadingOptions = .standard, population: TrainingPopulation = .unknown
  ) throws -> (inspection: Inspection, radiograph: Radiograph) {
    let header = try RadiographReader.header(contentsOf: url, limits: options.limits)
    let radiograph = try RadiographReader.read(contentsOf: url, options: options)
    return (Inspection(header, radiograph, population), radiograph)
  }

  private init(_ header: ImageHeader, _ radiograph: Radiograph, _ population: TrainingPopulation) {
    self.header = header
    acquisition = radiograph.acquisition
    width = radiograph.width
    height = radiograph.height
    channels = radiograph.pixels.channels
    bitDepth = radiograph.pixels.bitDepth
    let levels: (minimum: Int, maximum: Int, mean: Double) =
      switch radiograph.pixels {
      case .gray8(let samples), .rgb8(let samples): Self.levels(samples)
      case .gray16(let samples, _): Self.levels(samples)
      }
    (minimum, maximum, mean) = levels
    notes = radiograph.notes.map(\.message)
    quality =
      QualityFinding.findings(in: radiograph.acquisition, population: population)
      + QualityFinding.findings(in: radiograph)
  }

  private static func levels(_ samples: [some FixedWidthInteger]) -> (minimum: Int, maximum: Int, mean: Double) {
    var (minimum, maximum, sum) = (Int.max, Int.min, 0)
    for sample in samples {
      let value = Int(sample)
      minimum = min(minimum, value)
      maximum = max(maximum, value)
      sum += value
    }
    return samples.isEmpty ? (0, 0, 0) : (minimum, maximum, Double(sum) / Double(samples.count))
  }
}
