public import Radiograph

/// A picture as the outline network takes it: grey, 224 × 224, standardised by its own mean and deviation.
public struct LungInput: Sendable {
  /// The grey picture.
  public let grey: [UInt8]
  /// `(x − mean) / (deviation + 1)` with the mean and the standard deviation of all grey levels from 0 to 255.
  public let values: [Float]

  /// Makes the input.
  ///
  /// - Throws: `RadiographError`.
  public init(_ picture: Radiograph) throws {
    self.init(grey: try LungOutline.input.prepare(picture).samples)
  }

  /// Makes the input of the grey picture.
  init(grey: [UInt8]) {
    self.grey = grey
    var (sum, squares) = (0, 0)
    for level in grey {
      sum += Int(level)
      squares += Int(level) * Int(level)
    }
    let count = Double(grey.count)
    let mean = Double(sum) / count
    let deviation = max(0, Double(squares) / count - mean * mean).squareRoot()
    let levels = (0..<256).map { Float((Double($0) - mean) / (deviation + 1)) }
    values = grey.map { levels[Int($0)] }
  }
}
