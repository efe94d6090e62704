/// The samples of a picture, row-major; colour is interleaved.
public enum Pixels: Sendable, Equatable {
  /// 8-bit grey.
  case gray8([UInt8])
  /// Deep grey: samples lie in `0 ..< 1 << bitDepth`, `bitDepth` from 9 to 16.
  case gray16([UInt16], bitDepth: Int)
  /// 8-bit red, green, blue.
  case rgb8([UInt8])

  /// Samples a pixel: 1 or 3.
  public var channels: Int {
    switch self {
    case .gray8, .gray16: 1
    case .rgb8: 3
    }
  }

  /// Significant bits of a sample.
  public var bitDepth: Int {
    switch self {
    case .gray8, .rgb8: 8
    case .gray16(_, let bitDepth): bitDepth
    }
  }

  /// Samples in all.
  public var sampleCount: Int {
    switch self {
    case .gray8(let samples), .rgb8(let samples): samples.count
    case .gray16(let samples, _): samples.count
    }
  }
}
