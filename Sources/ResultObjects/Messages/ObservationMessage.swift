import Crypto
import Foundation
import Inference
import Radiograph

/// A reading as an unsolicited observation message of HL7 v2.5.1 (ORU^R01, chapter 7), by which a worklist can put the study
/// forward.
///
/// Segments MSH, PID, OBR, OBX and NTE; in UTF-8, each ended by a carriage return. The control id is made of what the message is
/// of, so that one that is sent again is known as the same. All is preliminary (`P`): nobody has verified it.
public enum ObservationMessage {
  /// The message of a reading; one of a picture that was refused says that there is no result, and why.
  public static func text(_ reading: ObjectReading, of source: SourceObject) -> String {
    Message(reading, source).segments.map { $0.encoded + "\r" }.joined()
  }
}

private struct Message {
  private let reading: ObjectReading
  private let source: SourceObject
  private let time: String

  init(_ reading: ObjectReading, _ source: SourceObject) {
    self.reading = reading
    self.source = source
    let zone = source.timeZone
    let now = Timestamp(reading.time, in: zone)
    let offset = zone.secondsFromGMT(for: reading.time) / 60
    time =
      now.date + now.time + (offset < 0 ? "-" : "+") + String(format: "%02d%02d", abs(offset) / 60, abs(offset) % 60)
  }

  var segments: [HL7Segment] { [header, patient, request] + observations }

  private var header: HL7Segment {
    HL7Segment(
      "MSH",
      [
        3: .text(Equipment.name), 7: .text(time), 9: .components(["ORU", "R01", "ORU_R01"]), 10: .text(controlID),
        11: .text("P"), 12: .text("2.5.1"), 18: .text("UNICODE UTF-8"),
      ])
  }

  /// At most 20 characters, always the same for the same source and model.
  private var controlID: String {
    let model = reading.reading.model
    let key = DerivedUID.uid(of: "instance", "oru", source.sopInstance, model.name, "\(model.version)")
    return SHA256.hash(data: Array(key.utf8)).prefix(10).map { String(format: "%02X", $0) }.joined()
  }

  private var patient: HL7Segment {
    HL7Segment(
      "PID",
      [
        1: .text("1"), 3: .components([source.patientID ?? "", "", "", source.issuer ?? ""]), 5: .components(name),
        7: .text(digits(.patientBirthDate, count: 8)),
        8: .text(source.text(.patientSex).flatMap { ["F", "M", "O"].contains($0) ? $0 : nil }),
      ])
  }

  /// The first writing of the name; family, given, middle, suffix, prefix, where DICOM has prefix before suffix.
  private var name: [String] {
    let groups = source.text(.patientName)?.split(separator: "=") ?? []
    var parts = groups.first?.split(separator: "^", omittingEmptySubsequences: false).map(String.init) ?? []
    parts += Array(repeating: "", count: max(0, 5 - parts.count))
    return [parts[0], parts[1], parts[2], parts[4], parts[3]]
  }

  private var request: HL7Segment {
    let date = digits(.studyDate, count: 8)
    return HL7Segment(
      "OBR",
      [
        1: .text("1"), 3: .text(source.accessionNumber), 4: .coded(.chestRadiography),
        7: .text(date.map { $0 + (digits(.studyTime, count: 6) ?? "") }), 18: .text(source.accessionNumber),
        22: .text(time), 24: .text("RAD"), 25: .text("P"),
      ])
  }

  // MARK: - Observations

  private var observations: [HL7Segment] {
    let code = ClassCode.concept(of: reading.positiveClass)
    var rows: [Row] = []
    if reading.isRefused {
      rows.append(Row(type: "CWE", code: code, status: "X"))
    } else {
      let decision = reading.reading.decision
      rows += call(
        code, reading.probability, decision.positive, threshold: decision.threshold, note: reading.probabilityNote)
      rows.append(
        Row(type: "NM", code: .threshold, value: .text(DecimalString.text(of: decision.threshold)), units: .noUnits))
      for (index, finding) in reading.otherFindings.enumerated() {
        rows += call(
          ClassCode.concept(of: finding.name), finding.probability, finding.decision, threshold: finding.threshold,
          subID: "\(index + 1)")
      }
    }
    rows.append(Row(type: "ST", code: .studyInstance, value: .text(source.study)))
    for (index, sentence) in reading.report.impression.enumerated() {
      rows.append(Row(type: "TX", code: .impression, subID: "\(index + 1)", value: .text(sentence)))
    }
    return rows.enumerated().flatMap { $1.segments(at: $0 + 1, time: time, model: reading.reading.model) }
  }

  /// Whether a finding is there, and its probability; the same sub-id keeps the two together where there are several.
  private func call(
    _ finding: ConceptCode, _ probability: Double, _ isPresent: Bool, threshold: Double, subID: String? = nil,
    note: String? = nil
  ) -> [Row] {
    [
      Row(
        type: "CWE", code: finding, subID: subID, value: .coded(isPresent ? .present : .absent),
        flag: isPresent ? "A" : "N"),
      Row(
        type: "NM", code: .probability, subID: subID, value: .text(DecimalString.text(of: probability)),
        units: .noUnits, range: "<\(DecimalString.text(of: threshold))", flag: isPresent ? "H" : "N", note: note),
    ]
  }

  /// An OBX, and an NTE where there is something to say of it.
  private struct Row {
    let type: String
    let code: ConceptCode
    var subID: String?
    var value = HL7Segment.Field.text(nil)
    var units: ConceptCode?
    var range: String?
    var flag: String?
    var status = "P"
    var note: String?

    func segments(at index: Int, time: String, model: Reading.Model) -> [HL7Segment] {
      let observation = HL7Segment(
        "OBX",
        [
          1: .text("\(index)"), 2: .text(type), 3: .coded(code), 4: .text(subID), 5: value,
          6: units.map { .coded($0) } ?? .text(nil), 7: .text(range), 8: .text(flag), 11: .text(status),
          14: .text(time), 18: .components(["\(model.name) \(model.version)", Equipment.name]),
        ])
      return [observation] + (note.map { [HL7Segment("NTE", [1: .text("1"), 3: .text($0)])] } ?? [])
    }
  }

  /// The first digits of an element, if it has so many.
  private func digits(_ attribute: Attribute, count: Int) -> String? {
    let digits = source.text(attribute)?.prefix { $0.isASCII && $0.isNumber }.prefix(count)
    return digits.flatMap { $0.count == count ? String($0) : nil }
  }
}

extension ConceptCode {
  fileprivate static let studyInstance = ConceptCode("110180", .dicom, "Study Instance UID")
}
