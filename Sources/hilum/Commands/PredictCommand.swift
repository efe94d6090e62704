import ArgumentParser
import Bundles
import Files
import Foundation
import Inference
import Learning
import Radiograph
import Scoring
import ServerCommands

/// `hilum predict`.
struct PredictCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "predict", abstract: "Read X-rays: class, calibrated probability, decision, heat-map.",
    discussion: """
      Many files are read side by side, and their readings come in the files' order. A file that can't be read is \
      reported, the others are still read, and the exit code is 1. Very many are read to a file (--output), in parts on as \
      many machines as there are (--shard).
      """)

  /// So few files are read one by one, with all cores for each.
  private static let fewFiles = 4

  @Option(
    help: """
      The model: a bundle, or the folder of a run. Several (--model A --model B) read together, and so do the folds of a \
      cross-validation, whose folder is given.
      """)
  var model: [String]

  @OptionGroup var inputs: PictureInputs

  @Flag(help: "Print one JSON object a line on stdout, and nothing else there.")
  var json = false

  @Flag(help: "Print a CSV table on stdout, and nothing else there.")
  var csv = false

  @OptionGroup var destination: OutputSelection

  @Option(help: "Folder for pictures with a Grad-CAM heat-map.")
  var heatmap: String?

  @Option(help: "The same as --view-averaging.")
  var views: Int?

  @Flag(help: "Say each reading in plain sentences, too: findings and impression.")
  var report = false

  @OptionGroup var selection: EngineSelection

  @OptionGroup var picture: PictureSelection

  func validate() throws {
    try destination.check(RecordFormat.tables)
    guard !(json && csv) else { throw ValidationError("--json and --csv exclude each other") }
    guard destination.output == nil || !(json || csv) else {
      throw ValidationError("--output says by its name how it is written; --json and --csv are for stdout")
    }
    if let views { try EngineSelection.check("--views", views, ViewAveraging.range) }
    guard !(report && csv) else { throw ValidationError("--report and --csv exclude each other") }
  }

  func run() throws {
    if destination.isDone() { return }
    let pictures = try inputs.pictures(strict: destination.file != nil)
    let bundles = try model.flatMap { try ModelBundle.all(at: URL(filePath: $0)) }
    if let file = destination.file { return try score(pictures, bundles, to: file) }
    let isFew = pictures.count <= Self.fewFiles
    let job = try job(pictures, bundles, mode: isFew ? .latency : .throughput)
    let printer = ReadingPrinter(json: json, csv: csv, model: bundles[0].metadata)
    let bar = isFew ? nil : ProgressBar("Reading")
    let failures = try printer.printing { show in
      try WorkQueue(pictures.count, workers: isFew ? 1 : nil)
        .inOrder(progress: { bar?.update($0, of: pictures.count) }, job.read, emit: { try show($1.get()) })
    }
    if !json, !csv { Console.message("Research software, not a medical device.") }
    if failures > 0 { throw ExitCode(1) }
  }

  /// Reads pictures to a file.
  private func score(_ pictures: NamedPictures, _ bundles: [ModelBundle], to file: URL) throws {
    guard let writer = RecordFormat(file)?.writer(RecordColumns(bundles[0].metadata)) else { return }
    let plan = ScoringPlan(
      inputs: pictures.names, shard: destination.shard ?? .whole,
      model: try bundles.map { try $0.checksum().hex }.joined(separator: "+"), settings: settings)
    try destination.score(plan, to: file, writer) {
      try job(pictures.named(plan.inputs), bundles, mode: .throughput).read
    }
  }

  private func job(_ pictures: NamedPictures, _ bundles: [ModelBundle], mode: EngineOptions.Mode) throws -> Job {
    let ensemble = try Ensemble(
      bundles.map { try selection.predictor($0, mode: mode, explaining: heatmap != nil, views: views) })
    let folder = heatmap.map { URL(filePath: $0, directoryHint: .isDirectory) }
    if let folder { try Folder.make(at: folder) }
    return Job(ensemble, pictures: pictures, folder: folder, selection: picture, isReported: report)
  }

  /// What readings depend on besides pictures and models.
  private var settings: String {
    let parts = [
      selection.summary(views: views), picture.summary, "report \(report)", "heat-maps \(heatmap ?? "none")",
    ]
    return parts.joined(separator: ", ")
  }
}

/// Reads the files of a command.
private struct Job: Sendable {
  private let reader: EnsembleReader
  private let pictures: NamedPictures
  /// Where each file's heat-map goes, if heat-maps are wanted.
  private let places: [URL]?

  init(
    _ ensemble: Ensemble, pictures: NamedPictures, folder: URL?, selection: PictureSelection, isReported: Bool
  ) {
    let map: ActivationMap? = folder == nil ? nil : .gradCAM
    reader = EnsembleReader(
      ensemble, .init(map: map, report: isReported, frame: selection.frame, window: selection.window))
    self.pictures = pictures
    var names = HeatmapNames()
    places = folder.map { folder in pictures.names.map { folder.appending(path: names.name(for: $0)) } }
  }

  /// Reads a file, and writes its heat-map.
  ///
  /// Only what is wrong with the disk for heat-maps is a failure of the command.
  func read(_ index: Int) -> Result<ReadingRecord, any Error> {
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
