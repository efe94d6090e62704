import ArgumentParser
import Bundles
import Datasets
import Foundation
import Learning
import Metrics
import Stress

/// `hilum calibrate`.
struct CalibrateCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "calibrate", abstract: "Adapt a model to the pictures of another site, as a new version of it.",
    discussion: """
      With labels, temperature and operating point are fitted anew; it takes \(SiteAdaptation.pictureMinimum) pictures, \
      \(SiteAdaptation.classMinimum) of each class. Without, the prevalence is estimated and the operating point moved to \
      it. The model that is there stays as it is.
      """)

  @Option(help: "The model: a bundle, or the folder of a run.")
  var model: String

  @Option(help: "Folder with the site's pictures; of a data set with parts, test is left for measuring.")
  var data: String

  @Option(help: "Folder of the new version, empty or not there; one that is called 3 becomes version 3.")
  var output: String

  @Flag(help: "The pictures have no classes: all below the folder are taken.")
  var unlabelled = false

  @Flag(help: "Take means and variances of batch normalisation from the site's pictures too.")
  var batchNorm = false

  @Option(help: "With --batch-norm: how many pictures those of training count as (default: 16).")
  var sourceWeight: Double?

  @Option(help: "What the operating point is chosen for, such as youden or sensitivity=0.95 (default: as before).")
  var operatingPoint: String?

  @Option(help: "Measure before and after on a battery: \(StressBattery.named.keys.sorted().joined(separator: ", ")).")
  var stress: String?

  @Option(help: "Seed of folds and resamples.")
  var seed: UInt64 = 0

  @Flag(help: "Print JSON on stdout and nothing else there.")
  var json = false

  @OptionGroup var reading: DataSelection

  func validate() throws {
    if let stress, StressBattery.named[stress] == nil {
      throw ValidationError("--stress is one of \(StressBattery.named.keys.sorted().joined(separator: ", "))")
    }
    if let sourceWeight {
      guard batchNorm else { throw ValidationError("--source-weight goes with --batch-norm") }
      guard sourceWeight >= 0, sourceWeight.isFinite else { throw ValidationError("--source-weight is 0 or more") }
    }
    if unlabelled, stress != nil || operatingPoint != nil {
      throw ValidationError("--stress and --operating-point take labels; leave --unlabelled out")
    }
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
    let bundle = try ModelBundle(contentsOf: URL(filePath: model))
    let dataset = try dataset(for: bundle.metadata)
    for note in dataset.provenance.notes { Console.message(note) }
    var options = SiteAdaptation.Options()
    options.isLabelled = !unlabelled
    options.criterion = try criterion
    options.batchNormSourceWeight = batchNorm ? sourceWeight ?? 16 : nil
    options.stress = stress.flatMap { StressBattery.named[$0] }
    options.seed = seed
    let (_, report) = try SiteAdaptation(bundle, options: options, observer: TrainingLog().show)
      .run(on: dataset, output: URL(filePath: output))
    Console.message("Written: \(output)")
    if json { return try Console.json(report) }
    try AdaptationTable(report).lines.forEach(Console.output)
  }

  private func dataset(for model: ModelMetadata) throws -> Dataset {
    let url = URL(filePath: data, directoryHint: .isDirectory)
    if unlabelled { return try Dataset.unlabelled(url, classes: model.classes) }
    let options = try reading.applied(to: DatasetOptions(for: model))
    let dataset = try Dataset.read(URL(filePath: data), options: options)
    let rest = dataset.samples.filter { $0.split != .test }
    guard !rest.isEmpty, rest.count < dataset.samples.count else { return dataset }
    Console.message("The test part is left for measuring.")
    return dataset.replacing(samples: rest)
  }
}
