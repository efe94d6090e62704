import Foundation
import Synchronization

/// What an MLflow server answers, for a ``StubServer``; it keeps what it was asked.
package final class FakeMLflow: Sendable {
  private let asked = Mutex<[StubServer.Request]>([])
  private let failures: Mutex<Int>
  private let knowsModels: Bool
  private let refuses: String?

  /// A server.
  ///
  /// - Parameters:
  ///   - failures: Answers that are "503 Service Unavailable" before any other.
  ///   - knowsModels: Whether models are things of their own, as from MLflow 3.
  ///   - refuses: A part of the targets that it does not take.
  package init(failures: Int = 0, knowsModels: Bool = true, refuses: String? = nil) {
    self.failures = Mutex(failures)
    self.knowsModels = knowsModels
    self.refuses = refuses
  }

  /// Everything that it was asked, in order, but for what it was too busy for.
  package var requests: [StubServer.Request] { asked.withLock { $0 } }

  /// Method and target of everything, without what is the same everywhere.
  package var calls: [String] {
    requests.map { "\($0.method) \($0.target.replacing("/api/2.0/", with: "").replacing("mlflow/", with: ""))" }
  }

  /// What came as JSON to the targets that end in `path`.
  package func contents(_ path: String) -> [[String: Any]] {
    requests.filter { $0.target.hasSuffix(path) }.compactMap {
      try? JSONSerialization.jsonObject(with: Data($0.body)) as? [String: Any]
    }
  }

  /// The answer to a request.
  package func answer(_ request: StubServer.Request) -> StubServer.Answer {
    let isBusy = failures.withLock { left in
      left -= 1
      return left >= 0
    }
    if isBusy { return .init("503 Service Unavailable") }
    let isNew = asked.withLock { asked in
      asked.append(request)
      return !asked.contains { $0.target.hasSuffix("experiments/create") }
    }
    if let refuses, request.target.contains(refuses) {
      return .init("400 Bad Request", text: #"{"error_code": "INVALID_PARAMETER_VALUE", "message": "no"}"#)
    }
    let run = #"{"run_id": "r1", "experiment_id": "7", "artifact_uri": "mlflow-artifacts:/7/r1/artifacts"}"#
    let path = request.target.split(separator: "?").first.map(String.init) ?? ""
    switch path {
    case "/api/2.0/mlflow/experiments/get-by-name" where isNew:
      return .init("404 Not Found", text: #"{"error_code": "RESOURCE_DOES_NOT_EXIST"}"#)
    case "/api/2.0/mlflow/experiments/get-by-name":
      return .init("200 OK", text: #"{"experiment": {"experiment_id": "7", "lifecycle_stage": "active"}}"#)
    case "/api/2.0/mlflow/experiments/create": return .init("200 OK", text: #"{"experiment_id": "7"}"#)
    case "/api/2.0/mlflow/runs/create", "/api/2.0/mlflow/runs/get":
      return .init("200 OK", text: #"{"run": {"info": \#(run)}}"#)
    case "/api/2.0/mlflow/logged-models" where knowsModels:
      let model = #"{"model_id": "m1", "artifact_uri": "mlflow-artifacts:/7/models/m1/artifacts"}"#
      return .init("200 OK", text: #"{"model": {"info": \#(model)}}"#)
    case "/api/2.0/mlflow/logged-models": return .init("404 Not Found")
    default: return .init("200 OK", text: "{}")
    }
  }
}
