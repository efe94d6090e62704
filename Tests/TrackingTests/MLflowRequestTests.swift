import Foundation
import Testing
import Tracking

@Suite struct MLflowRequestTests {
  private func json(_ request: MLflowRequest) throws -> NSDictionary {
    guard case .json(let data) = request.body else { return [:] }
    return try #require(JSONSerialization.jsonObject(with: data) as? NSDictionary)
  }

  @Test func aRunBeginsWithItsTags() throws {
    let request = try MLflowRequest.makeRun(
      in: "7", name: "mine", start: 1_700_000_000_123, tags: [.init("mlflow.source.type", "LOCAL")])
    #expect(request.method == .post && request.target == "/api/2.0/mlflow/runs/create")
    #expect(
      try json(request) == [
        "experiment_id": "7", "run_name": "mine", "start_time": 1_700_000_000_123,
        "tags": [["key": "mlflow.source.type", "value": "LOCAL"]],
      ])
  }

  @Test func howARunStands() throws {
    #expect(try json(.update("r", .running)) == ["run_id": "r", "status": "RUNNING"])
    #expect(try json(.update("r", .killed, end: 5)) == ["run_id": "r", "status": "KILLED", "end_time": 5])
  }

  @Test func numbersAndParametersComeInPartsOfWhatIsTaken() throws {
    let metrics = (1...1500).compactMap { MLflowRequest.Metric("train/loss", 0.5, step: $0, timestamp: 9) }
    let parameters = (1...101).map { MLflowRequest.Entry("key.\($0)", "value") }
    let requests = try MLflowRequest.log(to: "r", metrics: metrics, parameters: parameters)
    let contents = try requests.map { try json($0) }
    #expect(contents.map { ($0["params"] as? [Any])?.count } == [100, 1, 0, 0])
    #expect(contents.map { ($0["metrics"] as? [Any])?.count } == [0, 0, 1000, 500])
    let first = try #require((contents[2]["metrics"] as? [NSDictionary])?.first)
    #expect(first == ["key": "train/loss", "value": 0.5, "timestamp": 9, "step": 1])
    #expect(try MLflowRequest.log(to: "r").isEmpty)
  }

  @Test func numbersThatJSONHasNotAreLeftOut() {
    for value in [Double.nan, .infinity, -.infinity] {
      #expect(MLflowRequest.Metric("loss", value, step: 1, timestamp: 0) == nil)
    }
  }

  @Test(arguments: [
    ("validation/auroc", "validation/auroc"),
    ("test/per_class/Pleural Thickening/auroc", "test/per_class/Pleural Thickening/auroc"),
    ("a=b%c", "a_b_c"), ("/a//b/../c/", "a/b/_/c"), ("größe", "größe"),
    (String(repeating: "x", count: 300), String(repeating: "x", count: 250)),
  ])
  func namesAreThoseThatMLflowTakes(_ name: String, _ expected: String) {
    #expect(name.trackingKey == expected)
  }

  @Test func aModelOfARun() throws {
    let made = try MLflowRequest.makeModel("model", of: "r", in: "7")
    #expect(made.target == "/api/2.0/mlflow/logged-models")
    #expect(try json(made) == ["experiment_id": "7", "name": "model", "source_run_id": "r"])
    let finished = try MLflowRequest.finishModel("m-1")
    #expect(finished.method == .patch && finished.target == "/api/2.0/mlflow/logged-models/m-1")
    #expect(
      try json(.output("m-1", of: "r", step: 3)) == ["run_id": "r", "models": [["model_id": "m-1", "step": 3]]])
  }

  @Test func filesGoThroughTheServer() throws {
    let store = try ArtefactStore("mlflow-artifacts:/7/r 1/artifacts", of: "https://a:5000/mlflow")
    let request = store.put(.bytes(Data([1])), as: "bundle/model.onnx")
    #expect(request.method == .put)
    #expect(request.target == "/api/2.0/mlflow-artifacts/artifacts/7/r%201/artifacts/bundle/model.onnx")
    #expect(
      try ArtefactStore("mlflow-artifacts://a:5000/7", of: "https://a:5000").put(.none, as: "x").target
        == "/api/2.0/mlflow-artifacts/artifacts/7/x")
  }

  @Test(arguments: [
    ("mlflow-artifacts://other:5000/7", "another server"), ("s3://bucket/7", "s3"), ("/srv/mlruns/7", "a folder"),
  ])
  func filesGoToNoOtherPlace(_ uri: String, _ scheme: String) {
    #expect(throws: TrackingError.artefactsElsewhere(scheme: scheme)) { try ArtefactStore(uri, of: "https://a:5000") }
  }
}
