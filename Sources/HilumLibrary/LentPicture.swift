import CHilum
import Foundation
import Radiograph

/// A picture that a caller lends.
struct LentPicture {
  /// Where it comes from; valid as long as it is lent.
  let source: PictureSource
  /// What it is called in results.
  let name: String?

  /// Looks at what a caller describes; an array's pixels are copied, a file's bytes are not.
  ///
  /// - Throws: `LibraryError`, `RadiographError`.
  init(_ picture: hilum_picture) throws {
    name = Self.name(of: picture)
    guard let data = picture.data else { throw LibraryError.missing("data") }
    switch Int(picture.kind) {
    case Int(HILUM_PATH):
      source = .file(URL(filePath: Self.path(data)))
    case Int(HILUM_BYTES):
      try DecodingLimits.standard.check(byteCount: Int(clamping: picture.size))
      source = .bytes(
        Data(
          bytesNoCopy: UnsafeMutableRawPointer(mutating: data), count: Int(clamping: picture.size), deallocator: .none))
    case Int(HILUM_ARRAY):
      source = .picture(try PixelBuffer(picture).radiograph())
    default:
      throw LibraryError.unknown("kind", value: Int(picture.kind))
    }
  }

  /// The picture that a pointer stands for; see ``init(_:)``.
  init(at picture: UnsafePointer<hilum_picture>?) throws {
    guard let picture else { throw LibraryError.missing("picture") }
    try self.init(picture.pointee)
  }

  /// What a picture is called in results: by its name, or a path by itself.
  static func name(of picture: hilum_picture) -> String? {
    if let name = picture.name { return String(cString: name) }
    return Int(picture.kind) == Int(HILUM_PATH) ? picture.data.map(path) : nil
  }

  private static func path(_ data: UnsafeRawPointer) -> String {
    String(cString: data.assumingMemoryBound(to: CChar.self))
  }
}
