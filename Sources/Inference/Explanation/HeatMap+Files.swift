public import Foundation
import Radiograph

// MARK: - The numbers of a map as a file

extension HeatMap {
  /// The values as NumPy's `.npy`: 32-bit floats [height, width].
  ///
  /// Format: <https://numpy.org/doc/stable/reference/generated/numpy.lib.format.html>, version 1.0.
  public var npyFile: Data {
    let description = "{'descr': '<f4', 'fortran_order': False, 'shape': (\(height), \(width)), }"
    // Magic, version and length take 10 bytes; all before the values is a multiple of 64 and ends in a line feed.
    let padding = 63 - (10 + description.utf8.count) % 64
    let header = description + String(repeating: " ", count: padding) + "\n"
    var data = Data([0x93] + Array("NUMPY".utf8) + [1, 0])
    data.append(contentsOf: [UInt8(header.utf8.count & 0xFF), UInt8(header.utf8.count >> 8)])
    data.append(contentsOf: header.utf8)
    for value in values {
      withUnsafeBytes(of: value.bitPattern.littleEndian) { data.append(contentsOf: $0) }
    }
    return data
  }

  /// The values, stretched from the least to the greatest, as a grey PNG.
  public func pngFile() throws -> Data {
    let levels = normalized.values.map { UInt8(min(max($0, 0), 1) * 255 + 0.5) }
    return try Data(Radiograph(width: width, height: height, pixels: .gray8(levels)).pngFile())
  }
}
