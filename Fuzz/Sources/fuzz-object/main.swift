import Foundation
import Fuzzing
import Inference
import Radiograph
import ResultObjects

// Objects as an archive sends them, up to the results that are written of them.

let json = #"""
  {"prediction": "PNEUMONIA", "confidence": 0.9, "probabilities": {"NORMAL": 0.1, "PNEUMONIA": 0.9}, "quality": [],
  "decision": {"positive": true, "threshold": 0.6, "margin": 0.3}, "model": {"name": "m", "version": 1}, "milliseconds": 1}
  """#
let picture = try Radiograph(width: 1, height: 1, pixels: .gray8([0]))
let reading = ObjectReading(
  reading: try JSONDecoder().decode(Reading.self, from: Data(json.utf8)), positiveClass: "PNEUMONIA", probability: 0.9,
  thresholdInterval: nil, findings: [], picture: picture, overlay: picture,
  hottest: LungBox(x0: 0, y0: 0, x1: 1, y1: 1), report: ReportText(findings: [], impression: []),
  time: Date(timeIntervalSince1970: 0))

fuzz { bytes in
  let source = try SourceObject(contentsOf: bytes)
  let report = try StructuredReport.file(reading, of: source)
  // What was written names the same object.
  precondition(report.bytes.count > 132 && report.sopInstance.hasPrefix("2.25."))
  if source.isGrayscale { _ = try PresentationState.file(reading, of: source) }
}
