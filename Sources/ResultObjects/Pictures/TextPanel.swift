import Radiograph
import Reporting

/// Lines of text, white on black, drawn through librsvg as charts are.
struct TextPanel {
  /// A paragraph of a panel.
  struct Paragraph {
    let text: String
    let isBold: Bool
    /// Whether other pictures have it, too.
    let isCommon: Bool

    /// A paragraph in bold or plain letters.
    init(_ text: String, isBold: Bool = false, isCommon: Bool = false) {
      self.text = text
      self.isBold = isBold
      self.isCommon = isCommon
    }
  }

  private let lines: [Paragraph]
  private let width: Int
  private let size: Double

  /// Paragraphs broken into lines that fit into `width` pixels, in letters of `size` pixels.
  init(_ paragraphs: [Paragraph], width: Int, size: Double) {
    self.width = width
    self.size = size
    let room = Double(width) - 2 * size
    lines = paragraphs.flatMap { paragraph in
      Self.broken(paragraph.text, into: room, size: size, isBold: paragraph.isBold)
        .map { Paragraph($0, isBold: paragraph.isBold, isCommon: paragraph.isCommon) }
    }
  }

  private var lineHeight: Double { size * 1.45 }

  /// The panel as a picture in colour, as high as its lines need.
  ///
  /// - Throws: ``ResultError/drawing(reason:)``.
  func picture() throws(ResultError) -> Radiograph {
    let height = (lineHeight * Double(lines.count) + size).rounded(.up)
    do {
      func draw(_ svg: String) throws -> [UInt8] {
        try SVGRasterizer.pixels(svg: svg, width: Double(width), height: height)
      }
      var samples = try draw(svg(height: height) { !$0.isCommon })
      if lines.contains(where: \.isCommon) {
        let common = try DrawnText.shared.samples(of: svg(height: height) { $0.isCommon }, draw)
        // No line lies on another, so that the lighter of two samples is that of either.
        samples.withUnsafeMutableBufferPointer { samples in
          for index in samples.indices { samples[index] = max(samples[index], common[index]) }
        }
      }
      return try Radiograph(width: width, height: Int(height), pixels: .rgb8(samples))
    } catch {
      throw .drawing(reason: "\(error)")
    }
  }

  /// The lines for which something holds, each at its place.
  private func svg(height: Double, where isDrawn: (Paragraph) -> Bool) -> String {
    Markup("svg", ["xmlns": "http://www.w3.org/2000/svg", "width": width, "height": height]) {
      Markup("rect", ["x": 0, "y": 0, "width": width, "height": height, "fill": "#000"])
      lines.enumerated().filter { isDrawn($1) }.map { index, line in
        Markup(
          "text",
          [
            "x": size, "y": size * 1.5 + Double(index) * lineHeight, "fill": "#fff", "font-family": "DejaVu Sans",
            "font-size": size, "font-weight": line.isBold ? "bold" : nil, "xml:space": "preserve",
          ]
        ) { line.text }
      }
    }.text
  }

  /// Breaks text at spaces, and words that are too long anywhere.
  private static func broken(_ text: String, into room: Double, size: Double, isBold: Bool) -> [String] {
    func fits(_ text: String) -> Bool { TextWidth.of(text, size: size, bold: isBold) <= room }
    var lines: [String] = []
    var line = ""
    for word in text.split(whereSeparator: \.isWhitespace) {
      let longer = line.isEmpty ? String(word) : "\(line) \(word)"
      if fits(longer) {
        line = longer
        continue
      }
      if !line.isEmpty { lines.append(line) }
      line = ""
      for character in word {
        if !line.isEmpty, !fits(line + String(character)) {
          lines.append(line)
          line = ""
        }
        line.append(character)
      }
    }
    return line.isEmpty ? lines : lines + [line]
  }
}
