import Bundles
import Inference
public import Radiograph
import Reporting

/// The picture that people see of a reading: the heat-map over the radiograph, and below it what was read; the bare
/// radiograph where it was refused.
public enum ResultPicture {
  /// The longest side that a radiograph has in it; the original stands beside it in the archive.
  static let longestSide = 1024
  /// The narrowest picture, so that lines hold some words.
  static let smallestWidth = 512
  /// The notes that are shown; how many more there are is said.
  private static let noteLimit = 4

  /// The picture, beside it on its left a second one where there is one, and the text burnt in below.
  ///
  /// The text names neither patient nor study.
  ///
  /// - Throws: ``ResultError/drawing(reason:)``, for example where librsvg is not installed.
  public static func picture(
    of reading: ObjectReading, beside second: CaptionedPicture? = nil
  ) throws(ResultError) -> Radiograph {
    let shown =
      (second.map { [$0] } ?? []) + [
        CaptionedPicture(reading.isRefused ? reading.picture : reading.overlay, caption: "This picture")
      ]
    let pictures = try shown.map { picture throws(ResultError) in try fitted(picture.picture) }
    let pictureWidth = pictures.reduce(gap * (pictures.count - 1)) { $0 + $1.width }
    let width = max(smallestWidth, pictureWidth)
    let size = max(14, (Double(width) / 56).rounded())
    let top = second == nil ? 0 : Int(size * 2.5)
    let bottom = top + (pictures.map(\.height).max() ?? 0)
    let text = try TextPanel(paragraphs(reading), width: width, size: size).picture()

    var canvas = ColorCanvas(width: width, height: bottom + text.height)
    var left = (width - pictureWidth) / 2
    for (picture, captioned) in zip(pictures, shown) {
      if second != nil {
        let line = TextWidth.fitting(captioned.caption, into: Double(picture.width) - 2 * size, size: size)
        let caption = try TextPanel([.init(line)], width: picture.width, size: size).picture()
        canvas.draw(caption, left: left, top: 0, height: top)
      }
      canvas.draw(picture, left: left, top: top)
      left += picture.width + gap
    }
    canvas.draw(text, left: 0, top: bottom)
    return try canvas.radiograph()
  }

  private static let gap = 8

  private static func paragraphs(_ reading: ObjectReading) -> [TextPanel.Paragraph] {
    let notes = reading.findings.filter { $0.refuses } + reading.findings.filter { !$0.refuses }
    let more = notes.count - noteLimit
    return [.init(reading.sentence, isBold: true)]
      + (reading.isRefused ? [] : [.init("Colours: \(reading.colors).", isCommon: true)])
      + notes.prefix(noteLimit).map { .init($0.message) }
      + (more > 0 ? [.init("\(more) more to be said of the picture: see the report.")] : [])
      + [
        .init(
          "\(reading.modelLine). \(Equipment.name) \(ProductVersion.current). \(ReportText.disclaimer)", isCommon: true)
      ]
  }

  /// The picture in 8 bits a sample, scaled so that no side is longer than ``longestSide``.
  private static func fitted(_ picture: Radiograph) throws(ResultError) -> Radiograph {
    let longest = max(picture.width, picture.height)
    if longest <= longestSide, picture.pixels.bitDepth == 8 { return picture }
    do {
      let whole = try PreparedImage(picture)
      let scale = min(1, Double(longestSide) / Double(longest))
      let size = ImageSize(
        width: max(1, Int((Double(picture.width) * scale).rounded())),
        height: max(1, Int((Double(picture.height) * scale).rounded())))
      let scaled = try whole.resized(to: size)
      return try Radiograph(width: scaled.width, height: scaled.height, pixels: scaled.pixels)
    } catch {
      throw .drawing(reason: "\(error)")
    }
  }
}
