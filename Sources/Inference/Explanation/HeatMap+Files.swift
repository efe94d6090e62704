public import Foundation
import Radiograph
import TensorFiles

// MARK: - The numbers of a map as a file

extension HeatMap {
  /// The values as NumPy's `.npy`: 32-bit floats [height, width].
  public var npyFile: Data { NumPyHeader.floats([height, width]) + NumPyHeader.bytes(of: values) }

  /// The values, stretched from the least to the greatest, as a grey PNG.
  public func pngFile() throws -> Data {
    let levels = normalized.values.map { UInt8(min(max($0, 0), 1) * 255 + 0.5) }
    return try Data(Radiograph(width: width, height: height, pixels: .gray8(levels)).pngFile())
  }
}

// MARK: - Between processes of one machine

extension HeatMap {
  /// Width and height, then the values, each in four bytes of this machine's order.
  package var exchanged: Data {
    var data = Data()
    withUnsafeBytes(of: (UInt32(clamping: width), UInt32(clamping: height))) { data.append(contentsOf: $0) }
    values.withUnsafeBytes { data.append(contentsOf: $0) }
    return data
  }

  /// Reads what ``exchanged`` wrote.
  ///
  /// - Throws: `ExplanationError.heatMapSize`.
  package init(exchanged data: Data) throws(ExplanationError) {
    let words = (data.count / 4) * 4 == data.count && data.count >= 8
    let (size, values): ([UInt32], [Float]) =
      words
      ? data.withUnsafeBytes { bytes in
        (
          [0, 4].map { bytes.loadUnaligned(fromByteOffset: $0, as: UInt32.self) },
          stride(from: 8, to: bytes.count, by: 4).map { bytes.loadUnaligned(fromByteOffset: $0, as: Float.self) }
        )
      } : ([0, 0], [])
    try self.init(width: Int(size[0]), height: Int(size[1]), values: values)
  }
}
