import ArgumentParser
import Bundles
import Files
import Foundation
import Inference
import Radiograph
import ServerCommands

/// `hilum predict`.
struct PredictCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "predict", abstract: "Read X-rays: class, calibrated probability, decision, heat-map.")

  @Option(help: "The model: a bundle, or the folder of a run.")
  var model: String

  @Argument(help: "Pictures: JPEG, PNG or DICOM.")
  var files: [String]

  @Flag(help: "Print one JSON object a line on stdout, and nothing else there.")
  var json = false

  @Option(help: "Folder for pictures with a Grad-CAM heat-map.")
  var heatmap: String?

  @Option(help: "Arithmetic: \(Precision.allCases.map(\.rawValue).joined(separator: ", ")).")
  var precision = Precision.f32

  @OptionGroup var selection: PictureSelection

  func run() throws {
    let bundle = try ModelBundle(contentsOf: URL(filePath: model))
    let options = EngineOptions(precision: precision, cache: Caches().hilum.appending(path: "compiled"))
    let predictor = try Predictor(bundle, options: options, explaining: heatmap != nil)
    if predictor.precision.fallback != nil { Console.message("Precision: \(predictor.precision)") }
    let folder = heatmap.map { URL(filePath: $0, directoryHint: .isDirectory) }
    if let folder { try Folder.make(at: folder) }
    var names = HeatmapNames()
    var reading = bundle.metadata.input.readingOptions()
    selection.apply(to: &reading)
    var failures = 0
    for file in files {
      do {
        var outcome = try predictor.read(
          URL(filePath: file), options: reading, explainedBy: folder == nil ? nil : .gradCAM)
        outcome.reading.file = file
        if let folder, let overlay = outcome.overlay {
          let place = folder.appending(path: names.name(for: file))
          try AtomicFile.write(Data(overlay.pngFile()), to: place)
          outcome.reading.heatmap = place.relativePath
        }
        try show(outcome.reading)
      } catch let error as FileError {
        throw error
      } catch {
        failures += 1
        try show(FailedReading(error, file: file))
      }
    }
    if !json { Console.message("Research software, not a medical device.") }
    if failures > 0 { throw ExitCode(1) }
  }

  private func show(_ reading: Reading) throws {
    if json { return try Console.json(reading, indented: false) }
    try Console.output(ReadingLine(reading).text)
  }

  private func show(_ failure: FailedReading) throws {
    if json { return try Console.json(failure, indented: false) }
    Console.message("\(failure.file): \(failure.error.message)")
  }
}
