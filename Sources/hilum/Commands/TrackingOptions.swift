import ArgumentParser
import Foundation
import Learning
import Tracking

/// Whether and where a training is logged while it goes on.
struct TrackingOptions: ParsableArguments {
  @Option(help: "Log the run to an MLflow server: mlflow:URI, or mlflow where MLFLOW_TRACKING_URI says which.")
  var track: String?

  @Option(help: "The MLflow experiment (default: MLFLOW_EXPERIMENT_NAME, else Default); made where there is none.")
  var experiment: String?

  func validate() throws {
    guard track != nil || experiment == nil else { throw ValidationError("--experiment is for --track") }
    _ = try server()
  }

  private func server() throws -> MLflowServer? {
    guard let track else { return nil }
    do {
      return try MLflowServer(track, experiment: experiment, environment: ProcessInfo.processInfo.environment)
    } catch {
      throw ValidationError("\(error)")
    }
  }

  /// What logs a training; nil where that is not wanted.
  func tracker(of recipe: Recipe, name: String?, device: String, folder: URL) throws -> RunTracker? {
    try server().map {
      RunTracker($0, recipe: recipe, name: name, device: device, folder: folder, say: { Console.message($0) })
    }
  }
}
