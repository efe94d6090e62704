import ArgumentParser
import Bundles
import Files
import Foundation
import Radiograph

/// `hilum inspect`.
struct InspectCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "inspect",
    abstract: "Show what is read from a picture file, and write the picture that a model would see.",
    discussion: "Names, identifiers, dates and UIDs in a DICOM header are never shown.")

  @Argument(help: "A JPEG, PNG or DICOM file.")
  var file: String

  @Option(help: "Where to write the picture that the model would see, as PNG.")
  var output: String?

  @Option(help: "The model whose preprocessing is used (default: resize to 224 × 224).")
  var model: String?

  @OptionGroup var selection: PictureSelection

  @Flag(help: "Print JSON on stdout and nothing else there.")
  var json = false

  func run() throws {
    let input = try model.map { try ModelBundle(contentsOf: URL(filePath: $0)).metadata.input } ?? .imageNet224
    var options = input.readingOptions()
    selection.apply(to: &options)
    let (inspection, radiograph) = try Inspection.inspect(URL(filePath: file), options: options)
    if json { try Console.json(inspection) } else { try lines(inspection).forEach(Console.output) }
    guard let output else { return }
    let seen = try input.prepare(radiograph)
    let pixels: Pixels = seen.channels == 1 ? .gray8(seen.samples) : .rgb8(seen.samples)
    let picture = try Radiograph(width: seen.width, height: seen.height, pixels: pixels)
    try AtomicFile.write(Data(picture.pngFile()), to: URL(filePath: output))
    Console.message("\(output): \(seen.width) × \(seen.height), as the model would see it")
  }

  private func lines(_ found: Inspection) -> [String] {
    let header = found.header
    let taken = found.acquisition
    let mean = String(format: "%.1f", found.mean)
    let rows: [(String, String?)] = [
      ("format", header.format.name),
      ("stored", "\(header.width) × \(header.height), \(header.channels) channels, \(header.bitDepth) bits"),
      ("read as", "\(found.width) × \(found.height), \(found.channels) channels, \(found.bitDepth) bits"),
      ("levels", "\(found.minimum) to \(found.maximum), mean \(mean)"), ("modality", taken.modality),
      ("body part", taken.bodyPart), ("view", taken.viewPosition), ("laterality", taken.laterality),
      ("age", taken.patientAgeYears.map { String(format: "%.4g years", $0) }), ("sex", taken.patientSex),
      ("spacing", taken.pixelSpacing.map { String(format: "%.4g × %.4g mm", $0.row, $0.column) }),
      ("manufacturer", taken.manufacturer), ("model", taken.manufacturerModel),
      ("frames", taken.frameCount.map(String.init)),
    ]
    return rows.compactMap { name, value in
      value.map { name.padding(toLength: 14, withPad: " ", startingAt: 0) + $0 }
    } + found.quality.map { "note: \($0.message)" }
  }
}
