/// Grey pictures as PNG files, not compressed: for tests that need an image but no codec.
public struct DataPNG {
  /// Pixels in a row.
  let width: Int
  /// Rows.
  let height: Int
  /// Grey level at a place, both coordinates from 0 to 1.
  let level: (Double, Double) -> Double

  /// A picture of your own.
  public init(width: Int, height: Int, level: @escaping (Double, Double) -> Double) {
    (self.width, self.height, self.level) = (width, height, level)
  }

  /// A smooth picture that depends on a number; any two numbers give quite different ones.
  public static func smooth(_ number: Int, width: Int = 48, height: Int = 40, gain: Double = 1) -> [UInt8] {
    let n = Double(number)
    return DataPNG(width: width, height: height) { x, y in
      let a = Double((number * 7 + 3) % 11 + 2)
      let b = Double((number * 5 + 1) % 13 + 2)
      return gain * (0.45 + 0.2 * wave(a * x + n * 0.37 + 2 * y) + 0.2 * wave(b * y + n * 0.91 - x))
    }.bytes
  }

  /// A triangle wave between -1 and 1 with period 1.
  private static func wave(_ x: Double) -> Double { 4 * abs(x - x.rounded(.down) - 0.5) - 1 }

  /// The file.
  public var bytes: [UInt8] {
    var raw: [UInt8] = []
    for row in 0..<height {
      raw.append(0)
      for column in 0..<width {
        let value = level((Double(column) + 0.5) / Double(width), (Double(row) + 0.5) / Double(height))
        raw.append(UInt8(max(0, min(255, (value * 255).rounded()))))
      }
    }
    return [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]
      + chunk("IHDR", big(UInt32(width)) + big(UInt32(height)) + [8, 0, 0, 0, 0]) + chunk("IDAT", stored(raw))
      + chunk("IEND", [])
  }

  /// A zlib stream of stored blocks.
  private func stored(_ raw: [UInt8]) -> [UInt8] {
    var stream: [UInt8] = [0x78, 0x01]
    var rest = raw[...]
    repeat {
      let block = rest.prefix(65535)
      rest = rest.dropFirst(block.count)
      let count = UInt16(block.count)
      stream += [rest.isEmpty ? 1 : 0, UInt8(count & 255), UInt8(count >> 8), UInt8(~count & 255), UInt8(~count >> 8)]
      stream += block
    } while !rest.isEmpty
    let (a, b) = raw.reduce((UInt32(1), UInt32(0))) { sums, byte in
      let a = (sums.0 + UInt32(byte)) % 65521
      return (a, (sums.1 + a) % 65521)
    }
    return stream + big(b << 16 | a)
  }

  private func chunk(_ name: String, _ content: [UInt8]) -> [UInt8] {
    let body = Array(name.utf8) + content
    let crc = body.reduce(UInt32.max) { crc, byte in
      (0..<8).reduce(crc ^ UInt32(byte)) { crc, _ in crc & 1 == 1 ? crc >> 1 ^ 0xEDB8_8320 : crc >> 1 }
    }
    return big(UInt32(content.count)) + body + big(~crc)
  }

  private func big(_ value: UInt32) -> [UInt8] { withUnsafeBytes(of: value.bigEndian, Array.init) }
}
