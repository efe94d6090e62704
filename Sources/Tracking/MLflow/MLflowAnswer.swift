import Foundation

/// What is taken of an MLflow server's answers.
struct MLflowAnswer: Decodable {
  struct Experiment: Decodable {
    let id: String
    let stage: String?

    private enum CodingKeys: String, CodingKey {
      case id = "experiment_id"
      case stage = "lifecycle_stage"
    }
  }

  struct Run: Decodable {
    struct Info: Decodable {
      let id: String
      let experiment: String
      let artefacts: String
      let stage: String?

      private enum CodingKeys: String, CodingKey {
        case id = "run_id"
        case experiment = "experiment_id"
        case artefacts = "artifact_uri"
        case stage = "lifecycle_stage"
      }
    }
    let info: Info
  }

  struct Model: Decodable {
    struct Info: Decodable {
      let id: String
      let artefacts: String

      private enum CodingKeys: String, CodingKey {
        case id = "model_id"
        case artefacts = "artifact_uri"
      }
    }
    let info: Info
  }

  let experiment: Experiment?
  /// Of a new experiment.
  let experimentID: String?
  let run: Run?
  let model: Model?
  /// MLflow's name of what went wrong, such as `RESOURCE_DOES_NOT_EXIST`.
  let errorCode: String?

  private enum CodingKeys: String, CodingKey {
    case experiment, run, model
    case experimentID = "experiment_id"
    case errorCode = "error_code"
  }
}
