import Foundation
import Radiograph

extension StressKind {
  /// Edges raised, as computed radiography does before a film is printed; the parameter is how much of what a blur takes
  /// away is added.
  ///
  /// The blur is wide, a fiftieth of the shorter side, as in the unsharp masks of the first digital systems (M. Prokop and
  /// others, "Principles of image processing in digital chest radiography", J Thorac Imaging 18, 2003).
  public static let unsharpMask = StressKind(
    "unsharp_mask", "Unsharp mask", .acquisition, [0.4, 0.8, 1.2, 1.6, 2]
  ) { image, amount, _ in
    let deviation = max(0.5, Double(min(image.width, image.height)) / 50)
    let filter = GaussianFilter(size: 2 * Int((3 * deviation).rounded(.up)) + 1, deviation: deviation)
    let (smooth, share) = (filter.apply(to: image), Float(amount))
    for i in image.samples.indices {
      let level = Float(image.samples[i])
      image.samples[i] = UInt8(min(255, max(0, level + share * (level - smooth[i]) + 0.5)))
    }
  }

  /// The histogram equalized, in part; the parameter is the share of the equalized picture.
  public static let equalization = StressKind(
    "equalization", "Histogram equalisation", .acquisition, [0.2, 0.4, 0.6, 0.8, 1]
  ) { image, share, _ in
    guard let table = try image.grayscale().samples.equalizingTable() else { return }
    image.mapLevels { level in
      (level + share * (Double(table[Int(level)]) - level)).rounded()
    }
  }

  /// A window that cuts off what is darkest and what is brightest; the parameter is the share of the pixels cut off at
  /// each end.
  public static let windowNarrow = StressKind(
    "window_narrow", "Window too narrow", .acquisition, [0.02, 0.05, 0.1, 0.15, 0.2]
  ) { image, share, _ in
    let (low, high) = (Double(image.quantile(share)), Double(image.quantile(1 - share)))
    guard low < high else { return }
    image.mapLevels { (255 * ($0 - low) / (high - low)).rounded() }
  }

  /// A window wider than the film's levels, so that neither black nor white is reached; the parameter is its width by
  /// theirs.
  public static let windowWide = StressKind(
    "window_wide", "Window too wide", .acquisition, [1.25, 1.5, 2, 2.5, 3]
  ) { image, width, _ in
    let (low, high) = (Double(image.quantile(0.005)), Double(image.quantile(0.995)))
    guard low < high else { return }
    image.mapLevels { (127.5 + 255 * ($0 - (low + high) / 2) / (width * (high - low))).rounded() }
  }
}
