import Bundles
import Datasets
import Files
public import Foundation
import Inference
import Metrics
public import Torch

/// k trainings, each measured on the patients that it did not see: how good a recipe is, and how much luck is in that.
///
/// Folds are stratified and grouped by patient. In turn each is the test part; of the others a share is for validation, on
/// which temperature and operating point are chosen. The folder gets a run for each fold (`fold-1`, …),
/// `cross-validation.json` and `out-of-fold.csv`, where each image has the prediction of the model that has not seen its
/// patient.
///
/// All images take part, or, where the test part is held out, those of the other parts; then `final` has the model that is
/// measured on it in the end, once.
public struct CrossValidation: Sendable {
  /// Does a training that has a name and a folder, and what else is to be done about it.
  public typealias Attendance =
    @Sendable (_ name: String, _ folder: URL, _ training: () throws -> RunResult) throws ->
    RunResult

  private let recipe: Recipe
  private let folds: Int
  private let heldOut: HeldOutModel?
  private let attend: Attendance
  private let run: TrainingRun
  private let observer: @Sendable (TrainingEvent) -> Void

  /// A cross-validation of a recipe.
  ///
  /// - Parameters:
  ///   - folds: Folds, at least 2.
  ///   - heldOut: What is measured on the test part, which no fold gets then; nil lets all images take part.
  ///   - weights: What the weights are before training, in every fold.
  ///   - device: Where it trains.
  ///   - interruption: May ask the run that is under way to keep its state and end.
  ///   - attend: Is given each training to do, such as to log it.
  ///   - observer: Is told of what happens, from any thread.
  public init(
    _ recipe: Recipe, folds: Int, heldOut: HeldOutModel? = nil, weights: WeightsSource = .catalogue,
    device: Device = .cpu, interruption: Interruption = Interruption(),
    attend: @escaping Attendance = { _, _, training in try training() },
    observer: @escaping @Sendable (TrainingEvent) -> Void
  ) throws {
    self.recipe = recipe
    self.folds = folds
    self.heldOut = heldOut
    self.attend = attend
    self.observer = observer
    run = try TrainingRun(
      recipe, weights: weights, device: device, stressPictures: 0, interruption: interruption, observer: observer)
  }

  /// Trains and measures every fold.
  ///
  /// - Parameters:
  ///   - data: The data set, whose own parts are joined, but for a test part that is held out.
  ///   - output: The folder, which must be empty or absent unless resuming.
  ///   - resuming: Whether to leave finished folds alone and go on with the one that was stopped.
  /// - Throws: `DataError.tooFewPatients` if a class has fewer patients than folds, `.emptySplit` without a test part to
  ///   hold out; what a training throws.
  public func run(on data: URL, output: URL, resuming: Bool = false) throws -> CrossValidationResult {
    let dataset = try Dataset.read(data, options: recipe.reading)
    let parts = try heldOut.map { _ in
      try dataset.prepared(rules: recipe.data.split, seed: recipe.plan[0].train.seed)
    }
    if let parts, parts.samples(in: .test).isEmpty { throw DataError.emptySplit(.test) }
    let pool = parts.map { parts in parts.replacing(samples: parts.samples.filter { $0.split != .test }) } ?? dataset
    let divided = try pool.folds(
      folds, validation: recipe.data.split.validationFraction, seed: recipe.plan[0].train.seed,
      groupsByPatient: recipe.data.split.groupsByPatient)
    let folder = try CrossValidationDirectory(output, resuming: resuming)
    var reports: [EvaluationReport] = []
    var tables: [PredictionTable] = []
    for (index, fold) in divided.enumerated() {
      observer(.note("Fold \(index + 1) of \(folds)"))
      let place = folder.run(index + 1)
      try train(on: fold, "fold-\(index + 1)", place, folder)
      guard let test = try ModelBundle(contentsOf: place.appending(path: "bundle")).metadata.metrics.test else {
        throw LearningError.nothingReadable(.test)
      }
      reports.append(test)
      tables.append(try PredictionTable(contentsOf: RunDirectory.predictions(place)))
    }
    let measured = try heldOut.flatMap { model in try parts.map { try measure(model, on: $0, in: folder) } }
    let result = CrossValidationResult(url: output, reports: reports, heldOut: measured)
    try folder.write(result, PredictionTable(joining: tables, split: .test))
    return result
  }

  /// Trains, or goes on with a training that was stopped, unless it came to its end.
  private func train(on dataset: Dataset, _ name: String, _ place: URL, _ folder: CrossValidationDirectory) throws {
    guard !folder.isFinished(place) else { return }
    let isBegun = FileManager.default.fileExists(atPath: place.path)
    _ = try attend("\(recipe.name)-\(name)", place) { try run.train(on: dataset, output: place, resuming: isBegun) }
  }

  // MARK: - What is held out

  /// The figures of a model on the test part of `dataset`, whose other parts the folds are of.
  private func measure(
    _ model: HeldOutModel, on dataset: Dataset, in folder: CrossValidationDirectory
  ) throws -> HeldOutResult {
    observer(.note("The test part, which no fold has seen"))
    switch model {
    case .refit:
      try train(on: dataset, "final", folder.finalRun, folder)
      guard let report = try ModelBundle(contentsOf: folder.finalRun).metadata.metrics.test else {
        throw LearningError.nothingReadable(.test)
      }
      return HeldOutResult(model: model, report: report)
    case .ensemble:
      let bundle = try ensemble(in: folder)
      let engine = try bundle.engine { try $0.engine(options: EngineOptions(mode: .throughput)) }
      let resamples = recipe.evaluate.bootstrap
      let bootstrap = resamples > 0 ? Bootstrap(resamples: resamples, seed: recipe.plan[0].train.seed) : nil
      let test = dataset.replacing(samples: dataset.samples(in: .test))
      return HeldOutResult(
        model: model, report: try Evaluator(bundle, engine: engine, bootstrap: bootstrap).evaluate(test).report)
    }
  }

  /// The folds' models as one that reads by their mean.
  private func ensemble(in folder: CrossValidationDirectory) throws -> ModelBundle {
    guard !folder.isFinished(folder.finalRun) else { return try ModelBundle(contentsOf: folder.finalRun) }
    let members = try (1...folds).map { try ModelBundle(contentsOf: folder.run($0)) }
    let metadata = try ModelMetadata(
      ensembleOf: members.map(\.metadata), name: ModelName(recipe.name), created: Date.now.formatted(.iso8601))
    try Folder.make(at: folder.finalRun)
    return try ModelBundle.create(metadata, members: members, at: folder.finalRun.appending(path: "bundle"))
  }
}
