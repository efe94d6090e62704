import CRSVG

/// Draws SVG through librsvg and cairo.
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
    let (columns, rows) = try size(width, height)
    var bytes: UnsafeMutablePointer<UInt8>?
    var count = 0
    defer { crsvg_free(bytes) }
    try check(svg) { document, length, message, room in
      crsvg_draw(document, length, columns, rows, &bytes, &count, message, room)
    }
    return Array(UnsafeBufferPointer(start: bytes, count: count))
  }

  /// An SVG document over black, stretched to `width` × `height` pixels: three samples each, row by row.
  ///
  /// - Throws: `ReportingError.pictureTooLarge`, `.rasterizerMissing` or `.rasterization`.
  package static func pixels(svg: String, width: Double, height: Double) throws(ReportingError) -> [UInt8] {
    let (columns, rows) = try size(width, height)
    var samples = [UInt8](repeating: 0, count: Int(columns) * Int(rows) * 3)
    try check(svg) { document, length, message, room in
      crsvg_draw_on_black(document, length, columns, rows, &samples, message, room)
    }
    return samples
  }

  private static func size(_ width: Double, _ height: Double) throws(ReportingError) -> (Int32, Int32) {
    guard width >= 0.5, height >= 0.5, width.rounded() * height.rounded() <= Double(pixelLimit) else {
      throw .pictureTooLarge(width: width, height: height, pixelLimit: pixelLimit)
    }
    return (Int32(width.rounded()), Int32(height.rounded()))
  }

  private static func check(
    _ svg: String,
    _ draw: (_ document: [UInt8], _ length: Int, _ message: UnsafeMutablePointer<CChar>?, _ room: Int) -> crsvg_status
  ) throws(ReportingError) {
    var message = [CChar](repeating: 0, count: 256)
    let document = Array(svg.utf8)
    let status = message.withUnsafeMutableBufferPointer { draw(document, document.count, $0.baseAddress, $0.count) }
    guard status != CRSVG_OK else { return }
    let reason = String(decoding: message.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
    throw status == CRSVG_NO_LIBRARY ? .rasterizerMissing(reason: reason) : .rasterization(reason: reason)
  }
}
