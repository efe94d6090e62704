import DICOMTesting
import Foundation
import Inference
import Radiograph
import ResultObjects

/// Readings and sources that tests write results of.
enum ReadingFixture {
  /// A reading of a small picture.
  static func reading(
    probability: Double = 0.931, positive: Bool = true, classes: [String] = ["NORMAL", "PNEUMONIA"],
    findings: [QualityFinding] = [], side: Int = 64, text: ReportText? = nil
  ) throws -> ObjectReading {
    let positiveClass = classes.last ?? "PNEUMONIA"
    let share = (1 - probability) / Double(max(1, classes.count - 1))
    let probabilities = Dictionary(
      uniqueKeysWithValues: classes.map { ($0, $0 == positiveClass ? probability : share) })
    var json: [String: Any] = [
      "prediction": positive ? positiveClass : classes[0], "confidence": probability, "probabilities": probabilities,
      "decision": ["positive": positive, "threshold": 0.61, "margin": probability - 0.61],
      "quality": findings.map(\.message), "model": ["name": "chest-densenet", "version": 3], "milliseconds": 12.5,
    ]
    if classes.count > 2 {
      json["task"] = "multi-class"
      json["findings"] = classes.map { name -> [String: Any] in
        [
          "name": name, "probability": probabilities[name] ?? 0, "decision": name == positiveClass && positive,
          "threshold": 0.5,
        ]
      }
    }
    let reading = try JSONDecoder().decode(Reading.self, from: JSONSerialization.data(withJSONObject: json))
    let gray = (0..<side * side).map { UInt8(truncatingIfNeeded: $0 % 251) }
    let color = gray.flatMap { [$0, $0 / 2, 255 - $0] }
    return ObjectReading(
      reading: reading, positiveClass: positiveClass, probability: probability, thresholdInterval: 0.52...0.68,
      findings: findings, picture: try Radiograph(width: side, height: side, pixels: .gray8(gray)),
      overlay: try Radiograph(width: side, height: side, pixels: .rgb8(color)),
      hottest: LungBox(x0: 0.25, y0: 0.5, x1: 0.5, y1: 0.75),
      report: text
        ?? ReportText(
          findings: ["Opacity in the lower zone of the right lung."],
          impression: ["Pneumonia is likely (0.93)."]),
      time: Date(timeIntervalSince1970: 1_795_824_123), precision: .f32)
  }

  /// A chest radiograph with patient and study; dates are those of UTC.
  static func source(
    explicit: Bool = true, bigEndian: Bool = false, characterSet: String? = nil, name: [UInt8] = Array("Doe^Jane".utf8),
    photometric: String = "MONOCHROME2", uids: Bool = true, configure: (inout DICOMBuilder) -> Void = { _ in }
  ) -> DICOMBuilder {
    var builder = DICOMBuilder(isExplicit: explicit, isBigEndian: bigEndian)
    if let characterSet { builder.add(0x0008, 0x0005, "CS", characterSet) }
    if uids {
      builder.add(0x0008, 0x0016, "UI", "1.2.840.10008.5.1.4.1.1.1.1")
      builder.add(0x0008, 0x0018, "UI", "1.2.826.0.1.3680043.8.498.1")
    }
    builder.add(0x0008, 0x0020, "DA", "20261127")
    builder.add(0x0008, 0x0030, "TM", "101530")
    builder.add(0x0008, 0x0050, "SH", "A-4711")
    builder.add(0x0008, 0x0060, "CS", "DX")
    builder.add(0x0008, 0x0090, "PN", "House^Gregory")
    builder.add(0x0008, 0x0201, "SH", "+0000")
    builder.add(0x0008, 0x1030, "LO", "Chest PA")
    builder.addSequence(0x0008, 0x1032, [code("XRCHEST", "99LOCAL", "Chest X-ray", like: builder)])
    builder.add(0x0010, 0x0010, "PN", name)
    builder.add(0x0010, 0x0020, "LO", "PID-1")
    builder.add(0x0010, 0x0021, "LO", "HOSPITAL")
    builder.add(0x0010, 0x0030, "DA", "19610203")
    builder.add(0x0010, 0x0040, "CS", "F")
    builder.add(0x0010, 0x1010, "AS", "065Y")
    builder.add(0x0010, 0x21C0, "US", 4)
    builder.add(0x0018, 0x0015, "CS", "CHEST")
    builder.add(0x0018, 0x1164, "DS", "0.15\\0.15")
    builder.add(0x0018, 0x5101, "CS", "PA")
    if uids {
      builder.add(0x0020, 0x000D, "UI", "1.2.826.0.1.3680043.8.498.2")
      builder.add(0x0020, 0x000E, "UI", "1.2.826.0.1.3680043.8.498.3")
    }
    builder.add(0x0020, 0x0010, "SH", "S1")
    builder.add(0x0020, 0x0013, "IS", "2")
    builder.addImagePixel(rows: 48, columns: 64, photometric: photometric)
    builder.add(0x0028, 0x1050, "DS", "2048")
    builder.add(0x0028, 0x1051, "DS", "4096")
    configure(&builder)
    builder.addPixels((0..<48 * 64).map { $0 % 4096 })
    return builder
  }

  private static func code(
    _ value: String, _ scheme: String, _ meaning: String, like builder: DICOMBuilder
  ) -> DICOMBuilder {
    var item = DICOMBuilder(isExplicit: builder.isExplicit, isBigEndian: builder.isBigEndian)
    item.add(0x0008, 0x0100, "SH", value)
    item.add(0x0008, 0x0102, "SH", scheme)
    item.add(0x0008, 0x0104, "LO", meaning)
    return item
  }
}
