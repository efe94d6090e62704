import FolderTesting
import Foundation
import Testing

/// Files that are no pictures, though their names say so.
enum BadPictures {
  /// Writes one of each kind into `bad/`; returns their paths with the code and a part of the message that each gets.
  static func write(to folder: TemporaryFolder) throws -> [(path: String, code: String, message: String)] {
    let png = try SampleXrays.picture(0, hasSpot: true)
    let jpeg = try [UInt8](Data(contentsOf: sampleJPEG))
    try folder.write("", "bad/empty.jpeg")
    try folder.write("This is a letter.\n", "bad/text.jpeg")
    try folder.write(jpeg.prefix(jpeg.count / 2), "bad/cut.jpeg")
    try folder.write(png.prefix(png.count / 2), "bad/cut.png")
    try folder.write(dot, "bad/dot.png")
    try folder.write(try enlarged(jpeg), "bad/huge.jpeg")
    try FileManager.default.createDirectory(
      at: folder.url.appending(path: "bad/folder.jpeg"), withIntermediateDirectories: false)
    return [
      ("bad/empty.jpeg", "empty_file", "empty"), ("bad/text.jpeg", "unsupported_media_type", "plain text"),
      ("bad/cut.jpeg", "truncated_image", "truncated"), ("bad/cut.png", "truncated_image", "truncated"),
      ("bad/dot.png", "image_too_small", "1 × 1"), ("bad/huge.jpeg", "image_too_large", "60000 × 60000"),
      ("bad/folder.jpeg", "unreadable_file", "not a regular file"),
      ("bad/missing.jpeg", "unreadable_file", "there is no such file"),
    ]
  }

  /// A grey JPEG of 61 × 45.
  private static let sampleJPEG = URL(filePath: #filePath).deletingLastPathComponent()
    .appending(path: "../../RadiographTests/Goldens/gray-q90.jpg").standardizedFileURL

  /// A PNG of one grey pixel.
  private static let dot: [UInt8] = [
    0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, 0, 0, 0, 13, 0x49, 0x48, 0x44, 0x52, 0, 0, 0, 1, 0, 0, 0, 1, 8, 0,
    0, 0, 0, 0x3A, 0x7E, 0x9B, 0x55, 0, 0, 0, 10, 0x49, 0x44, 0x41, 0x54, 0x78, 0x9C, 0x63, 0x68, 0, 0, 0, 0x82, 0,
    0x81, 0x77, 0xCD, 0x72, 0xB6, 0, 0, 0, 0, 0x49, 0x45, 0x4E, 0x44, 0xAE, 0x42, 0x60, 0x82,
  ]

  /// The JPEG with 60,000 × 60,000 in its header.
  private static func enlarged(_ jpeg: [UInt8]) throws -> [UInt8] {
    var bytes = jpeg
    let marker = try #require(bytes.indices.dropLast().first { bytes[$0] == 0xFF && bytes[$0 + 1] == 0xC0 })
    bytes.replaceSubrange(marker + 5..<marker + 9, with: [0xEA, 0x60, 0xEA, 0x60])
    return bytes
  }
}
