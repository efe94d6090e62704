import DICOMTesting
import Foundation
import Inference
import Radiograph
import ResultObjects

/// What messages are written of, and what they were once: Goldens, which check_messages.py reads as others would.
enum MessageFixture {
  /// A positive reading with a note, of a patient whose name has everything that needs care.
  static func positive() throws -> (reading: ObjectReading, source: SourceObject) {
    var reading = try ReadingFixture.reading(
      findings: [QualityFinding(.tooSmall, "The picture is 90 pixels wide & high.")])
    reading.report = ReportText(reading.reading, positiveClass: reading.positiveClass, findings: reading.findings)
    let name = Array("Müller|Doe^Jane~A\\B&C^^Dr.^III=x".utf8)
    let source = ReadingFixture.source(characterSet: "ISO_IR 192", name: name)
    return (reading, try SourceObject(contentsOf: source.file()))
  }

  /// A picture that was refused.
  static func refused() throws -> (reading: ObjectReading, source: SourceObject) {
    var reading = try ReadingFixture.reading(
      findings: [QualityFinding(.colorPicture, "This is not a radiograph: it is a colour picture.")])
    reading.report = ReportText(reading.reading, positiveClass: reading.positiveClass, findings: reading.findings)
    return (reading, try SourceObject(contentsOf: ReadingFixture.source().file()))
  }

  /// JSON without the program's version, which changes with every release.
  static func timeless(_ json: Data) -> String {
    String(decoding: json, as: UTF8.self).replacing(/"program"},"value":"[^"]*"/, with: #""program"},"value":"…""#)
  }

  /// A file of Goldens.
  static func golden(_ name: String) throws -> Data {
    try Data(
      contentsOf: URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../Goldens/\(name)"))
  }
}
