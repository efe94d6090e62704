import CRSVG

/// Draws SVG to PNG through librsvg and cairo.
///
/// Both are loaded when the first picture is drawn, so that a program that draws none starts without them. On Debian they
/// are in `librsvg2-2`, and the font in `fonts-dejavu-core`.
public enum SVGRasterizer {
  /// Pictures with more pixels than this are refused: 64 million are 256 MB while cairo draws.
  public static let pixelLimit = 64_000_000

  /// The PNG file of a drawing.
  ///
  /// - Parameters:
  ///   - drawing: what to draw.
  ///   - scale: pixels for each CSS pixel; 2 suits today's screens and print.
  /// - Throws: `ReportingError.pictureTooLarge`, `.rasterizerMissing` or `.rasterization`.
  public static func png(_ drawing: Drawing, scale: Double = 2) throws(ReportingError) -> [UInt8] {
    try png(svg: drawing.svg, width: drawing.pageSize.width * scale, height: drawing.pageSize.height * scale)
  }

  /// The PNG file of an SVG document, stretched to `width` × `height` pixels.
  ///
  /// - Throws: `ReportingError.pictureTooLarge`, `.rasterizerMissing` or `.rasterization`.
  public static func png(svg: String, width: Double, height: Double) throws(ReportingError) -> [UInt8] {
    guard width >= 0.5, height >= 0.5, width.rounded() * height.rounded() <= Double(pixelLimit) else {
      throw .pictureTooLarge(width: width, height: height, pixelLimit: pixelLimit)
    }
    var bytes: UnsafeMutablePointer<UInt8>?
    var count = 0
    var message = [CChar](repeating: 0, count: 256)
    let document = Array(svg.utf8)
    let status = crsvg_draw(
      document, document.count, Int32(width.rounded()), Int32(height.rounded()), &bytes, &count, &message,
      message.count)
    defer { crsvg_free(bytes) }
    guard status == CRSVG_OK, let bytes else {
      let reason = String(decoding: message.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
      throw status == CRSVG_NO_LIBRARY ? .rasterizerMissing(reason: reason) : .rasterization(reason: reason)
    }
    return Array(UnsafeBufferPointer(start: bytes, count: count))
  }
}
