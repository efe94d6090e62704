import Foundation

/// The files beside `make_goldens.py`.
enum DICOMGoldens {
  private static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .appending(path: "Goldens/DICOM")

  static func file(_ name: String) throws -> [UInt8] {
    [UInt8](try Data(contentsOf: folder.appending(path: "\(name).dcm")))
  }

  /// Stored values by pydicom.
  static func stored(_ name: String) throws -> [Int] {
    let data = [UInt8](try Data(contentsOf: folder.appending(path: "\(name).stored")))
    return stride(from: 0, to: data.count, by: 2).map { Int(data[$0]) | Int(data[$0 + 1]) << 8 }
  }

  static let all = [
    "explicit-little", "implicit-little", "explicit-big", "deflated", "explicit-little-8", "rle", "jpeg-lossless",
    "jpeg-lossless-sv1", "jpegls-lossless", "jpeg2000-lossless", "htj2k-lossless", "jpeg-baseline", "jpeg-extended",
    "jpegls-near-lossless", "jpeg2000-lossy", "rle-3-frames", "jpeg2000-3-frames-6-fragments", "rgb",
    "rgb-jpeg-baseline", "rgb-jpeg2000-lossless", "rgb-rle",
  ]
}
