import Bundles
import Inference
import Radiograph

/// The series that results of one kind stand in, beside the pictures of their study.
enum ResultSeries: String, Sendable {
  case structuredReport = "sr"
  case secondaryCapture = "sc"
  case presentationState = "gsps"

  /// SOP Class UID.
  var sopClass: String {
    switch self {
    case .structuredReport: "1.2.840.10008.5.1.4.1.1.88.34"
    case .secondaryCapture: "1.2.840.10008.5.1.4.1.1.7"
    case .presentationState: "1.2.840.10008.5.1.4.1.1.11.1"
    }
  }

  private var modality: String {
    switch self {
    case .structuredReport: "SR"
    case .secondaryCapture: "OT"
    case .presentationState: "PR"
    }
  }

  private var number: String {
    switch self {
    case .structuredReport: "9901"
    case .secondaryCapture: "9902"
    case .presentationState: "9903"
    }
  }

  private var seriesDescription: String {
    switch self {
    case .structuredReport: "Hilum: report"
    case .secondaryCapture: "Hilum: picture with heat-map"
    case .presentationState: "Hilum: annotation"
    }
  }

  /// What a result has whatever its kind: patient and study of the source, series, equipment and SOP common modules.
  ///
  /// Nothing of the series depends on the reading, so that the results of a series' pictures agree on it.
  func object(for reading: ObjectReading, of source: SourceObject) -> DataSet {
    let model = reading.reading.model
    let now = Timestamp(reading.time, in: source.timeZone)
    var object = source.identity
    object[.studyInstance] = .text(source.study)

    object[.seriesInstance] = .text(
      DerivedUID.uid(of: "series", rawValue, source.study, source.series, model.name, "\(model.version)"))
    object[.seriesNumber] = .text(number)
    object[.seriesDescription] = .text(seriesDescription)
    object[.modality] = .text(modality)

    object[.manufacturer] = .text(Equipment.name)
    object[.manufacturerModel] = .text(Equipment.name)
    object[.deviceSerialNumber] = .text("none")
    object[.softwareVersions] = .text("\(Equipment.name) \(ProductVersion.current)\\\(model.name) \(model.version)")

    object[.sopClass] = .text(sopClass)
    object[.sopInstance] = .text(instance(for: reading, of: source))
    object[.instanceCreator] = .text(DerivedUID.device)
    object[.instanceCreationDate] = .text(now.date)
    object[.instanceCreationTime] = .text(now.time)
    object[.instanceNumber] = .text("\(source.text(.instanceNumber).flatMap { Int32($0) } ?? 1)")
    return object
  }

  /// The part 10 file of a finished object.
  func file(_ object: DataSet, for reading: ObjectReading, of source: SourceObject) throws(ResultError) -> ResultFile {
    ResultFile(
      kind: rawValue, sopClass: sopClass, sopInstance: instance(for: reading, of: source),
      bytes: try DICOMWriter(characterSet: source.characterSet).file(object))
  }

  private func instance(for reading: ObjectReading, of source: SourceObject) -> String {
    let model = reading.reading.model
    return DerivedUID.uid(of: "instance", rawValue, source.sopInstance, model.name, "\(model.version)")
  }
}

/// What made the results.
enum Equipment {
  /// Manufacturer, model and device observer alike.
  static let name = "Hilum"
}

extension SourceObject {
  /// Classes whose objects may have several frames: Secondary Capture, XA and XRF (PS3.4 annex B).
  private static let multiFrameClasses = Set(
    ["7.1", "7.2", "7.3", "7.4", "12.1", "12.1.1", "12.2", "12.2.1"].map { "1.2.840.10008.5.1.4.1.1.\($0)" })

  /// A reference to the object (PS3.3 table 10-3): the frame that was read is named where there are several.
  var reference: DataSet {
    var item = DataSet()
    item[.referencedSOPClass] = .text(sopClass)
    item[.referencedSOPInstance] = .text(sopInstance)
    if let frames = acquisition.frameCount, frames > 1, Self.multiFrameClasses.contains(sopClass) {
      item[.referencedFrame] = .text("1")
    }
    return item
  }

  /// Whether it shows a chest, as far as it says.
  var isOfChest: Bool? {
    acquisition.bodyPart.map { $0 == "CHEST" || $0 == "THORAX" }
  }

  /// What a series of pictures says of the body (PS3.3 C.7.3.1): that it is the chest, or else that no side is known.
  var anatomy: DataSet {
    var anatomy = DataSet()
    if isOfChest == true {
      anatomy[.bodyPart] = .text("CHEST")
    } else {
      anatomy[.laterality] = .empty
    }
    return anatomy
  }
}
