import ArgumentParser
import Bundles
import Datasets
import Foundation
import Learning
import Metrics

/// `hilum ensemble`.
struct EnsembleCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "ensemble", abstract: "Join models into one bundle whose probability is the mean of theirs.",
    discussion: """
      They must tell the same classes apart and prepare pictures alike; their networks may differ. Whatever takes a model \
      takes the bundle, and each of its readings says how far the members are apart. With --data, temperature and operating \
      point are chosen for the mean; without, the threshold is the mean of the members'.
      """)

  @Argument(help: "The models: bundles, folders of runs, or of finished cross-validations.")
  var models: [String]

  @Option(help: "The folder of the new bundle.")
  var output: String

  @Option(help: "The new model's name.")
  var name = "ensemble"

  @Option(
    help: """
      Folder with labelled pictures that no member learnt from, to choose temperature and operating point on; of a data \
      set with parts, validation is taken.
      """)
  var data: String?

  @Option(help: "What the operating point is chosen for, such as youden or sensitivity=0.95 (default: as members').")
  var operatingPoint: String?

  @Option(help: "Seed of stress and resamples.")
  var seed: UInt64 = 0

  @OptionGroup var reading: DataSelection

  func validate() throws {
    if operatingPoint != nil, data == nil { throw ValidationError("--operating-point goes with --data") }
    do {
      _ = try criterion
    } catch {
      throw ValidationError("--operating-point: \(error)")
    }
  }

  private var criterion: OperatingCriterion? {
    get throws { try operatingPoint.map { try OperatingCriterion(parsing: $0) } }
  }

  func run() throws {
    let place = URL(filePath: output, directoryHint: .isDirectory)
    guard !FileManager.default.fileExists(atPath: place.path) else {
      throw ValidationError("there is something at \(place.lastPathComponent) already")
    }
    let members = try models.flatMap { try ModelBundle.all(at: URL(filePath: $0)) }
    let bundle: ModelBundle
    do {
      let metadata = try ModelMetadata(
        ensembleOf: members.map(\.metadata), name: ModelName(name), created: Date.now.formatted(.iso8601))
      if let data {
        let calibrated = try calibration(of: members).run(metadata, on: dataset(at: data, for: metadata))
        bundle = try ModelBundle.create(
          calibrated.metadata, members: members, calibratedOn: calibrated.calibration, at: place)
      } else {
        bundle = try ModelBundle.create(metadata, members: members, at: place)
      }
    } catch BundleError.ensemble(let fault) {
      throw ValidationError("\(BundleError.ensemble(fault))")
    }
    Console.message("Written: \(bundle.name), \(members.count) models that read together")
    if bundle.metadata.task == .multilabel {
      for finding in bundle.metadata.findings ?? [] {
        Console.message("\(finding.name): \(text(finding.operatingPoint))")
      }
    } else {
      Console.message("Positive \(text(bundle.metadata.operatingPoint))")
    }
    if data == nil { Console.message("With --data, temperature and operating point are chosen for all together.") }
  }

  private func text(_ point: OperatingPoint) -> String {
    "from a probability of \(String(format: "%.3f", point.threshold)) on, chosen on: \(point.chosenOn)"
  }

  private func calibration(of members: [ModelBundle]) throws -> EnsembleCalibration {
    guard let criterion = try criterion ?? EnsembleCalibration.criterion(of: members.map(\.metadata)) else {
      throw ValidationError("the members' operating points were chosen for different things; say --operating-point")
    }
    return EnsembleCalibration(members, criterion: criterion, seed: seed, observer: TrainingLog().show)
  }

  /// The validation part where there are parts, else all pictures.
  private func dataset(at path: String, for model: ModelMetadata) throws -> Dataset {
    let options = try reading.applied(to: DatasetOptions(for: model))
    let dataset = try Dataset.read(URL(filePath: path), options: options)
    for note in dataset.provenance.notes { Console.message(note) }
    return try dataset.validationPart()
  }
}
