import Files
public import Foundation
import Metrics
import Radiograph

/// Some pictures of each class or finding as a model sees them: a row for each, in the order of the classes.
public struct DataSheet {
  /// Pictures of a class.
  public static let picturesPerClass = 5
  private static let side = 224
  private static let gap = 4

  /// Of so many classes or findings at most; a sheet of more would not be looked at.
  private static let maximumRows = 60

  private let rows: [[[UInt8]]]

  /// Prepares the first readable pictures of each class, spread over the data set: grey, 224 × 224.
  public init(_ dataset: Dataset) throws {
    let size = ImageSize(width: Self.side, height: Self.side)
    let preprocessing = Preprocessing(color: .grayscale, steps: [.resize(size)], mean: [0.5], std: [0.5])
    rows = dataset.classes.indices.prefix(Self.maximumRows).map { label in
      let samples = dataset.samples.filter { $0.truth[label] == true }
      let stride = max(1, samples.count / Self.picturesPerClass)
      let spread = samples.indices.filter { $0 % stride == 0 } + samples.indices.filter { $0 % stride != 0 }
      return Array(
        spread.lazy.compactMap { index in
          guard let radiograph = try? RadiographReader.read(Data(contentsOf: samples[index].url)) else { return nil }
          return try? preprocessing.prepare(radiograph).samples
        }.prefix(Self.picturesPerClass))
    }
  }

  /// Writes the sheet as a PNG file.
  ///
  /// - Throws: `FileError`, `RadiographError`.
  public func write(to url: URL) throws {
    let step = Self.side + Self.gap
    let (width, height) = (Self.picturesPerClass * step + Self.gap, rows.count * step + Self.gap)
    var pixels = [UInt8](repeating: 255, count: width * height)
    for (row, pictures) in rows.enumerated() {
      for (column, picture) in pictures.enumerated() {
        for line in 0..<Self.side {
          let start = (row * step + Self.gap + line) * width + column * step + Self.gap
          pixels.replaceSubrange(start..<start + Self.side, with: picture[line * Self.side..<(line + 1) * Self.side])
        }
      }
    }
    let sheet = try Radiograph(width: width, height: height, pixels: .gray8(pixels))
    try AtomicFile.write(Data(sheet.pngFile()), to: url)
  }
}
