import Foundation
import Radiograph

// stored-values OUTPUT FILE...
//
// Writes what the DICOM reader makes of each file, for Tests/RadiographTests/Goldens/compare_pydicom.py: of file N,
// OUTPUT/N.M.stored holds the stored values of frame M (64-bit little-endian), OUTPUT/N.M.pixels its 8-bit grey or RGB.
// A line of JSON for each file goes to standard output.

struct Report: Encodable {
  var file: String
  var error: String?
  var width = 0
  var height = 0
  var samples = 0
  var bits = 0
  var signed = false
  var frames = 0
  var acquisition: Acquisition?
}

func report(_ path: String, to output: URL, index: Int) -> Report {
  var report = Report(file: path)
  do {
    let bytes = [UInt8](try Data(contentsOf: URL(fileURLWithPath: path)))
    let file = try DICOMFile(bytes: bytes, limits: DecodingLimits(minimumSide: 1))
    report.frames = file.frameCount
    report.acquisition = file.acquisition
    for frame in Set([0, 1, file.frameCount - 1]) where frame < file.frameCount {
      let stored = try file.storedPixels(frame: frame)
      (report.width, report.height, report.samples) = (stored.width, stored.height, stored.samplesPerPixel)
      (report.bits, report.signed) = (stored.bits, stored.isSigned)
      let values = (0..<stored.count).map { Int64(stored[$0]).littleEndian }
      try values.withUnsafeBytes { Data($0) }.write(to: output.appending(path: "\(index).\(frame).stored"))
      let pixels = try file.radiograph(frame: frame).pixels
      switch pixels {
      case .gray8(let samples), .rgb8(let samples):
        try Data(samples).write(to: output.appending(path: "\(index).\(frame).pixels"))
      case .gray16:
        break
      }
    }
  } catch {
    report.error = "\(error)"
  }
  return report
}

let arguments = CommandLine.arguments.dropFirst()
let output = URL(fileURLWithPath: arguments.first ?? ".")
for (index, path) in arguments.dropFirst().enumerated() {
  let line = try JSONEncoder().encode(report(path, to: output, index: index))
  print(String(decoding: line, as: UTF8.self))
}
