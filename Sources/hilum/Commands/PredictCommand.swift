import Archive
import ArgumentParser
import Bundles
import Datasets
import Files
import Foundation
import Inference
import Learning
import Radiograph
import ResultObjects
import ServerCommands

/// `hilum predict`.
struct PredictCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "predict", abstract: "Read X-rays: class, calibrated probability, decision, heat-map.",
    discussion: """
      Many files are read side by side, and their readings come in the files' order. A file that can't be read is \
      reported, the others are still read, and the exit code is 1.
      """)

  /// So few files are read one by one, with all cores for each.
  private static let fewFiles = 4

  @Option(
    help: """
      The model: a bundle, or the folder of a run. Several (--model A --model B) read together, and so do the folds of a \
      cross-validation, whose folder is given.
      """)
  var model: [String]

  @Argument(help: "Pictures: JPEG, PNG or DICOM, and folders of them.")
  var files: [String] = []

  @OptionGroup var study: StudySelection

  @Flag(help: "Print one JSON object a line on stdout, and nothing else there.")
  var json = false

  @Flag(help: "Print a CSV table on stdout, and nothing else there.")
  var csv = false

  @Option(help: "Folder for pictures with a Grad-CAM heat-map.")
  var heatmap: String?

  @Option(help: "The same as --view-averaging.")
  var views: Int?

  @Flag(help: "Say each reading in plain sentences, too: findings and impression.")
  var report = false

  @OptionGroup var selection: EngineSelection

  @OptionGroup var picture: PictureSelection

  func validate() throws {
    guard files.isEmpty == (study.study != nil) else {
      throw ValidationError(
        files.isEmpty ? "say which pictures to read: files, or --study UID" : "files and --study exclude each other")
    }
    guard !(json && csv) else { throw ValidationError("--json and --csv exclude each other") }
    if let views { try EngineSelection.check("--views", views, ViewAveraging.range) }
    guard !(report && csv) else { throw ValidationError("--report and --csv exclude each other") }
  }

  func run() throws {
    let fetched = try study.pictures()
    let pictures =
      try fetched?.map { (file: $0.file, name: "\($0.source.sopInstance).dcm") }
      ?? PictureList.files(files).map { (file: URL(filePath: $0), name: $0) }
    let isFew = pictures.count <= Self.fewFiles
    let bundles = try model.flatMap { try ModelBundle.all(at: URL(filePath: $0)) }
    let ensemble = try Ensemble(
      bundles.map {
        try selection.predictor($0, mode: isFew ? .latency : .throughput, explaining: heatmap != nil, views: views)
      })
    let folder = heatmap.map { URL(filePath: $0, directoryHint: .isDirectory) }
    if let folder { try Folder.make(at: folder) }
    let job = Job(ensemble, pictures: pictures, folder: folder, selection: picture, isReported: report)
    let printer = Printer(json: json, csv: csv, model: bundles[0].metadata)
    let bar = isFew ? nil : ProgressBar("Reading")
    let failures = try printer.printing { show in
      try WorkQueue(pictures.count, workers: isFew ? 1 : nil)
        .inOrder(progress: { bar?.update($0, of: pictures.count) }, job.read, emit: { try show($1.get()) })
    }
    withExtendedLifetime(fetched) {}
    if !json, !csv { Console.message("Research software, not a medical device.") }
    if failures > 0 { throw ExitCode(1) }
  }
}

/// A reading, or why there is none.
private enum Item: Sendable {
  case reading(Reading)
  case failure(FailedReading)
}

/// Reads the files of a command.
private struct Job: Sendable {
  private let reader: PictureReader
  /// Each with the name that it goes by.
  private let pictures: [(file: URL, name: String)]
  /// Where each file's heat-map goes, if heat-maps are wanted.
  private let places: [URL]?

  init(
    _ ensemble: Ensemble, pictures: [(file: URL, name: String)], folder: URL?, selection: PictureSelection,
    isReported: Bool
  ) {
    let map: ActivationMap? = folder == nil ? nil : .gradCAM
    reader = PictureReader(
      ensemble, .init(map: map, report: isReported, frame: selection.frame, window: selection.window))
    self.pictures = pictures
    var names = HeatmapNames()
    places = folder.map { folder in pictures.map { folder.appending(path: names.name(for: $0.name)) } }
  }

  /// Reads a file, and writes its heat-map.
  ///
  /// Only what is wrong with the disk for heat-maps is a failure of the command.
  func read(_ index: Int) -> Result<Item, any Error> {
    let (file, name) = pictures[index]
    do {
      var outcome = try reader.read(.file(file), named: name)
      if let places, let explanation = outcome.explanation {
        try AtomicFile.write(Data(explanation.overlay().pngFile()), to: places[index])
        outcome.reading.heatmap = places[index].relativePath
      }
      return .success(.reading(outcome.reading))
    } catch let error as FileError {
      return .failure(error)
    } catch {
      return .success(.failure(FailedReading(error, file: name)))
    }
  }
}

/// Prints readings as lines for people, JSON or CSV.
private final class Printer: @unchecked Sendable {
  private let json: Bool
  private let table: ReadingTable?
  /// Counted by one caller at a time.
  private var failures = 0

  init(json: Bool, csv: Bool, model: ModelMetadata) {
    self.json = json
    table = csv ? ReadingTable(model) : nil
  }

  /// Calls `body` with what prints one item after the other; returns how many were failures.
  func printing(_ body: (@escaping @Sendable (Item) throws -> Void) throws -> Void) throws -> Int {
    if let table { try Console.output(table.header) }
    try body { try self.show($0) }
    return failures
  }

  private func show(_ item: Item) throws {
    switch item {
    case .reading(let reading):
      if json { return try Console.json(reading, indented: false) }
      try Console.output(table?.line(reading) ?? ReadingLine(reading).text)
    case .failure(let failure):
      failures += 1
      if json { return try Console.json(failure, indented: false) }
      if let table { try Console.output(table.line(failure)) }
      Console.message(failure.line)
    }
  }
}
