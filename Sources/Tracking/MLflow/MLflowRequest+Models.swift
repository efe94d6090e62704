/// The calls for models of runs (MLflow's REST API 2.0).
extension MLflowRequest {
  /// Makes a model of a run, under which its files are put (from MLflow 3).
  package static func makeModel(
    _ name: String, of run: String, in experiment: String
  ) throws(TrackingError) -> MLflowRequest {
    try MLflowRequest(
      .post, api: "logged-models", ["experiment_id": experiment, "name": name, "source_run_id": run])
  }

  /// Says that a model's files are complete.
  package static func finishModel(_ id: String) throws(TrackingError) -> MLflowRequest {
    try MLflowRequest(
      .patch, api: "logged-models/\(id.escaped)", ["model_id": id, "status": "LOGGED_MODEL_READY"])
  }

  /// Says that a run has given a model.
  package static func output(_ model: String, of run: String, step: Int) throws(TrackingError) -> MLflowRequest {
    struct Model: Encodable {
      let modelID: String
      let step: Int
    }
    struct Content: Encodable {
      let runID: String
      let models: [Model]
    }
    return try MLflowRequest(
      .post, api: "runs/outputs", Content(runID: run, models: [Model(modelID: model, step: step)]))
  }
}
