import Inference
import Radiograph

/// A reading as an annotation of its source: a Grayscale Softcopy Presentation State (PS3.3 A.33.1).
public enum PresentationState {
  /// The reading as text and, where it is positive, a box about the hottest region, over the source as it is shown anyway.
  ///
  /// - Throws: ``ResultError/notGrayscale`` for a source in colours.
  public static func file(_ reading: ObjectReading, of source: SourceObject) throws(ResultError) -> ResultFile {
    guard source.isGrayscale else { throw .notGrayscale }
    let series = ResultSeries.presentationState
    var object = series.object(for: reading, of: source)
    object.add(source.anatomy)
    object.add(identification(reading, of: source))
    object.add(displayedArea(source))
    object.add(annotation(reading, of: source))
    object.add(GrayscaleModules.dataSet(of: source))
    return try series.file(object, for: reading, of: source)
  }

  private static let layer = "HILUM"

  /// Presentation state identification and relationship modules (PS3.3 C.11.10, C.11.11).
  private static func identification(_ reading: ObjectReading, of source: SourceObject) -> DataSet {
    let now = Timestamp(reading.time, in: source.timeZone)
    var series = DataSet()
    series[.seriesInstance] = .text(source.series)
    series[.referencedImage] = .item(source.reference)
    var identification = DataSet()
    identification[.contentLabel] = .text(layer)
    identification[.contentDescription] = .text(reading.modelLine)
    identification[.presentationCreationDate] = .text(now.date)
    identification[.presentationCreationTime] = .text(now.time)
    // No person made it.
    identification[.contentCreator] = .empty
    identification[.referencedSeries] = .item(series)
    return identification
  }

  /// The whole picture (PS3.3 C.10.4), whose pixels are counted from 1.
  private static func displayedArea(_ source: SourceObject) -> DataSet {
    var area = DataSet()
    area[.displayedAreaTopLeft] = .signedLongs([1, 1])
    area[.displayedAreaBottomRight] = .signedLongs([
      Int32(truncatingIfNeeded: source.size.width), Int32(truncatingIfNeeded: source.size.height),
    ])
    area[.presentationSizeMode] = .text("SCALE TO FIT")
    if let spacing = source.acquisition.pixelSpacing {
      area[.presentationPixelSpacing] = .text(
        "\(DecimalString.text(of: spacing.row))\\\(DecimalString.text(of: spacing.column))")
    } else {
      area[.presentationPixelAspectRatio] = source.value(.pixelAspectRatio) ?? .text("1\\1")
    }
    var module = DataSet()
    module[.displayedAreaSelection] = .item(area)
    return module
  }

  /// Graphic annotation and graphic layer modules (PS3.3 C.10.5, C.10.7).
  private static func annotation(_ reading: ObjectReading, of source: SourceObject) -> DataSet {
    var annotation = DataSet()
    annotation[.graphicLayerName] = .text(layer)
    annotation[.textObject] = .item(text(reading, of: source.size))
    if let hottest = reading.hottest, reading.isPositive {
      annotation[.graphicObject] = .item(box(hottest, of: source.size))
    }
    var graphicLayer = DataSet()
    graphicLayer[.graphicLayerName] = .text(layer)
    graphicLayer[.graphicLayerOrder] = .text("1")
    graphicLayer[.graphicLayerDescription] = .text(ReportText.disclaimer)
    var modules = DataSet()
    modules[.graphicAnnotation] = .item(annotation)
    modules[.graphicLayer] = .item(graphicLayer)
    return modules
  }

  private static func text(_ reading: ObjectReading, of size: ImageSize) -> DataSet {
    let (width, height) = (Float(size.width), Float(size.height))
    var text = DataSet()
    text[.boundingBoxUnits] = .text("PIXEL")
    text[.boundingBoxTopLeft] = .floats([0.02 * width, 0.02 * height])
    text[.boundingBoxBottomRight] = .floats([0.98 * width, 0.12 * height])
    text[.boundingBoxJustification] = .text("LEFT")
    text[.unformattedText] = .text("\(reading.sentence)\r\n\(reading.modelLine). \(ReportText.disclaimer)")
    return text
  }

  /// A closed line, in pixels from the outer corner of the first (PS3.3 C.10.5.1.2).
  private static func box(_ box: LungBox, of size: ImageSize) -> DataSet {
    let (left, right) = (Float(box.x0 * Double(size.width)), Float(box.x1 * Double(size.width)))
    let (top, bottom) = (Float(box.y0 * Double(size.height)), Float(box.y1 * Double(size.height)))
    var graphic = DataSet()
    graphic[.graphicUnits] = .text("PIXEL")
    graphic[.graphicDimensions] = .unsignedShort(2)
    graphic[.numberOfGraphicPoints] = .unsignedShort(5)
    graphic[.graphicData] = .floats([left, top, right, top, right, bottom, left, bottom, left, top])
    graphic[.graphicType] = .text("POLYLINE")
    graphic[.graphicFilled] = .text("N")
    return graphic
  }
}
