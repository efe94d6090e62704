import Bundles
import Inference
import Radiograph

/// The picture of a reading as a Secondary Capture (PS3.3 A.8.1), which every viewer shows.
public enum SecondaryCapture {
  /// The picture of a reading (``ResultPicture``), in colours of 8 bits.
  ///
  /// - Parameter second: A picture to be shown on the left, such as an earlier one.
  /// - Throws: ``ResultError/drawing(reason:)``, for example where librsvg is not installed.
  public static func file(
    _ reading: ObjectReading, of source: SourceObject, beside second: CaptionedPicture? = nil
  ) throws(ResultError) -> ResultFile {
    let series = ResultSeries.secondaryCapture
    let picture = try ResultPicture.picture(of: reading, beside: second)
    var object = series.object(for: reading, of: source)
    object.add(source.anatomy)
    object.add(image(reading, of: source))
    object.add(try pixels(picture))
    return try series.file(object, for: reading, of: source)
  }

  /// General image and SC equipment modules (PS3.3 C.7.6.1, C.8.6.1).
  private static func image(_ reading: ObjectReading, of source: SourceObject) -> DataSet {
    let now = Timestamp(reading.time, in: source.timeZone)
    var reference = source.reference
    reference[.purposeOfReference] = .item(ConceptCode.forProcessing.item)
    var image = DataSet()
    image[.conversionType] = .text("WSD")
    image[.imageType] = .text("DERIVED\\SECONDARY")
    image[.contentDate] = .text(now.date)
    image[.contentTime] = .text(now.time)
    image[.patientOrientation] = .empty
    let colors = reading.colors
    let burntIn =
      reading.isRefused ? "The reading" : colors.prefix(1).uppercased() + colors.dropFirst() + " and the reading"
    image[.derivationDescription] = .text("\(burntIn) burnt in. \(reading.modelLine). \(ReportText.disclaimer)")
    image[.sourceImage] = .item(reference)
    // Our text identifies nobody; whether the source's pixels do, only the source can tell. What was lossy once stays so.
    for attribute: Attribute in [
      .burnedInAnnotation, .lossyImageCompression, .lossyImageCompressionRatio, .lossyImageCompressionMethod,
    ] {
      image[attribute] = source.value(attribute)
    }
    return image
  }

  /// Image pixel module (PS3.3 C.7.6.3).
  private static func pixels(_ picture: Radiograph) throws(ResultError) -> DataSet {
    guard case .rgb8(let samples) = picture.pixels, let rows = UInt16(exactly: picture.height),
      let columns = UInt16(exactly: picture.width)
    else { throw .drawing(reason: "it has \(picture.height) rows") }
    var pixels = DataSet()
    pixels[.samplesPerPixel] = .unsignedShort(3)
    pixels[.photometricInterpretation] = .text("RGB")
    pixels[.planarConfiguration] = .unsignedShort(0)
    pixels[.rows] = .unsignedShort(rows)
    pixels[.columns] = .unsignedShort(columns)
    pixels[.bitsAllocated] = .unsignedShort(8)
    pixels[.bitsStored] = .unsignedShort(8)
    pixels[.highBit] = .unsignedShort(7)
    pixels[.pixelRepresentation] = .unsignedShort(0)
    pixels[.pixelData] = .raw(samples)
    return pixels
  }
}
