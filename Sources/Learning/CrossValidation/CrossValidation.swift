import Bundles
import Datasets
public import Foundation
import Metrics
public import Torch

/// k trainings, each measured on the patients that it did not see: how good a recipe is, and how much luck is in that.
///
/// Folds are stratified and grouped by patient. In turn each is the test part; of the others a share is for validation, on
/// which temperature and operating point are chosen. The folder gets a run for each fold (`fold-1`, …),
/// `cross-validation.json` and `out-of-fold.csv`, where each image of the data set has the prediction of the model
/// that has not seen its patient.
public struct CrossValidation: Sendable {
  private let recipe: Recipe
  private let folds: Int
  private let run: TrainingRun
  private let observer: @Sendable (TrainingEvent) -> Void

  /// A cross-validation of a recipe.
  ///
  /// - Parameters:
  ///   - folds: Folds, at least 2.
  ///   - weights: What the weights are before training, in every fold.
  ///   - device: Where it trains.
  ///   - interruption: May ask the run that is under way to keep its state and end.
  ///   - observer: Is told of what happens, from any thread.
  public init(
    _ recipe: Recipe, folds: Int, weights: WeightsSource = .catalogue, device: Device = .cpu,
    interruption: Interruption = Interruption(), observer: @escaping @Sendable (TrainingEvent) -> Void
  ) throws {
    self.recipe = recipe
    self.folds = folds
    self.observer = observer
    run = try TrainingRun(
      recipe, weights: weights, device: device, stressPictures: 0, interruption: interruption, observer: observer)
  }

  /// Trains and measures every fold.
  ///
  /// - Parameters:
  ///   - data: The data set, whose own parts are joined.
  ///   - output: The folder, which must be empty or absent unless resuming.
  ///   - resuming: Whether to leave finished folds alone and go on with the one that was stopped.
  /// - Throws: `DataError.tooFewPatients` if a class has fewer patients than folds; what a training throws.
  public func run(on data: URL, output: URL, resuming: Bool = false) throws -> CrossValidationResult {
    let dataset = try Dataset.read(data, options: recipe.reading)
    let divided = try dataset.folds(
      folds, validation: recipe.data.split.validationFraction, seed: recipe.plan[0].train.seed,
      groupsByPatient: recipe.data.split.groupsByPatient)
    let folder = try CrossValidationDirectory(output, resuming: resuming)
    var reports: [EvaluationReport] = []
    var tables: [PredictionTable] = []
    for (index, fold) in divided.enumerated() {
      observer(.note("Fold \(index + 1) of \(folds)"))
      let place = folder.run(index + 1)
      if !folder.isFinished(place) {
        let isBegun = FileManager.default.fileExists(atPath: place.path)
        _ = try run.train(on: fold, output: place, resuming: isBegun)
      }
      guard let test = try ModelBundle(contentsOf: place.appending(path: "bundle")).metadata.metrics.test else {
        throw LearningError.nothingReadable(.test)
      }
      reports.append(test)
      tables.append(try PredictionTable(contentsOf: RunDirectory.predictions(place)))
    }
    let result = CrossValidationResult(url: output, reports: reports)
    try folder.write(result, PredictionTable(joining: tables, split: .test))
    return result
  }
}
