public import Foundation

/// The beginning of a file in NumPy's format `.npy`, after which the values come.
///
/// Format: <https://numpy.org/doc/stable/reference/generated/numpy.lib.format.html>, version 1.0.
public enum NumPyHeader {
  /// The header of an array of 32-bit floats, row-major.
  public static func floats(_ shape: [Int]) -> Data {
    let extents = shape.map(String.init).joined(separator: ", ") + (shape.count == 1 ? "," : "")
    let description = "{'descr': '<f4', 'fortran_order': False, 'shape': (\(extents)), }"
    // Magic, version and length take 10 bytes; all before the values is a multiple of 64 and ends in a line feed.
    let padding = 63 - (10 + description.utf8.count) % 64
    let header = description + String(repeating: " ", count: padding) + "\n"
    var data = Data([0x93] + Array("NUMPY".utf8) + [1, 0])
    data.append(contentsOf: [UInt8(header.utf8.count & 0xFF), UInt8(header.utf8.count >> 8)])
    data.append(contentsOf: header.utf8)
    return data
  }

  /// Values as they follow the header.
  public static func bytes(of values: [Float]) -> Data {
    var data = Data(capacity: 4 * values.count)
    for value in values {
      withUnsafeBytes(of: value.bitPattern.littleEndian) { data.append(contentsOf: $0) }
    }
    return data
  }
}
