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

  @Option(help: "The model that is to see it: a bundle, or the folder of a run (default: colour, 224 × 224).")
  var model: String?

  @Option(help: "Where to write the picture with the lungs' outline over it, as PNG.")
  var lungs: String?

  @Option(help: "Where to write the film without the frame that it lies in, as PNG.")
  var film: String?

  @OptionGroup var selection: PictureSelection

  @Flag(help: "Print JSON on stdout and nothing else there.")
  var json = false

  func run() throws {
    let metadata = try model.map { try ModelBundle(contentsOf: URL(filePath: $0)).metadata }
    let input = metadata?.input ?? .imageNet224
    var options = input.readingOptions()
    selection.apply(to: &options)
    do {
      let (inspection, radiograph) = try Inspection.inspect(
        URL(filePath: file), options: options, population: metadata?.population ?? .unknown)
      let seen = try input.prepare(radiograph)
      if json { try Console.json(inspection) } else { try lines(inspection).forEach(Console.output) }
      if let output { try write(seen, to: URL(filePath: output)) }
      if let lungs { try draw(radiograph, to: URL(filePath: lungs)) }
      if let film { try cut(radiograph, to: URL(filePath: film)) }
    } catch let error as RadiographError {
      throw UnreadablePicture(file: file, reason: error)
    }
  }

  private func write(_ seen: PreparedImage, to place: URL) throws {
    let pixels: Pixels = seen.channels == 1 ? .gray8(seen.samples) : .rgb8(seen.samples)
    let picture = try Radiograph(width: seen.width, height: seen.height, pixels: pixels)
    try AtomicFile.write(Data(picture.pngFile()), to: place)
    Console.message("\(place.relativePath): \(seen.width) × \(seen.height), as the model would see it")
  }

  private func draw(_ radiograph: Radiograph, to place: URL) throws {
    let outline = try LungNetworks.network().outline(of: radiograph)
    try AtomicFile.write(Data(outline.drawn(over: radiograph).pngFile()), to: place)
    Console.message("\(place.relativePath): \(outline.isFound ? "the lungs' outline" : "no lungs were found")")
    for finding in QualityFinding.findings(in: outline) { Console.message("note: \(finding.message)") }
  }

  private func cut(_ radiograph: Radiograph, to place: URL) throws {
    let frame = FilmFrame(of: radiograph)
    let film = try frame.map { try radiograph.cropped(to: $0.film) } ?? radiograph
    try AtomicFile.write(Data(film.pngFile()), to: place)
    Console.message("\(place.relativePath): \(frame == nil ? "no frame was found" : "\(film.width) × \(film.height)")")
  }

  private func lines(_ found: Inspection) -> [String] {
    let taken = found.acquisition
    let color = found.channels == 1 ? "grey" : "colour"
    let isSmaller = found.width != found.header.width
    let rows: [(String, String?)] = [
      ("file", "\(found.header.format.name), \(found.header.width) × \(found.header.height)"),
      ("decoded to", isSmaller ? "\(found.width) × \(found.height) (fast_decode)" : nil),
      ("read as", "\(color), \(found.bitDepth) bits"),
      ("levels", "\(found.minimum) to \(found.maximum), mean \(String(format: "%.1f", found.mean))"),
      ("modality", taken.modality), ("body part", taken.bodyPart), ("view", taken.viewPosition),
      ("laterality", taken.laterality),
      ("age", taken.patientAgeYears.map { String(format: "%.4g years", $0) }), ("sex", taken.patientSex),
      ("pixel spacing", taken.pixelSpacing.map { String(format: "%.4g × %.4g mm", $0.row, $0.column) }),
      ("intent", taken.presentationIntent), ("manufacturer", taken.manufacturer), ("device", taken.manufacturerModel),
      ("frames", taken.frameCount.map(String.init)),
    ]
    return rows.compactMap { name, value in
      value.map { name.padding(toLength: 15, withPad: " ", startingAt: 0) + $0 }
    } + found.notes.map { "reading: \($0)" } + found.quality.map { "note: \($0.message)" }
  }
}
