import Testing
import Tracking

@Suite struct MLflowServerTests {
  @Test func theAddressIsThatOfTheCommandElseOfTheEnvironment() throws {
    let given = ["MLFLOW_TRACKING_URI": "https://mlflow.example/", "MLFLOW_EXPERIMENT_NAME": "chests"]
    let named = try MLflowServer("mlflow:http://127.0.0.1:5000//", experiment: "mine", environment: given)
    #expect(named.address == "http://127.0.0.1:5000" && named.experiment == "mine")
    for destination in ["mlflow", "mlflow:"] {
      let server = try MLflowServer(destination, environment: given)
      #expect(server.address == "https://mlflow.example" && server.experiment == "chests")
    }
    #expect(try MLflowServer("mlflow:https://a/b", environment: [:]).experiment == "Default")
  }

  @Test func whatTheServerIsProvenWith() throws {
    func authorization(_ environment: [String: String]) throws -> String? {
      try MLflowServer("mlflow:https://a", environment: environment).authorization
    }
    #expect(try authorization([:]) == nil)
    #expect(try authorization(["MLFLOW_TRACKING_TOKEN": "abc"]) == "Bearer abc")
    let both = [
      "MLFLOW_TRACKING_TOKEN": "abc", "MLFLOW_TRACKING_USERNAME": "ann", "MLFLOW_TRACKING_PASSWORD": "s:cret",
    ]
    #expect(try authorization(both) == "Basic YW5uOnM6Y3JldA==")
  }

  @Test(arguments: [
    ("wandb:x", TrackingError.unknownTracker("wandb:x")), ("mlflow", .noAddress),
    ("mlflow:sqlite:///mlflow.db", .storeWithoutServer(scheme: "sqlite")),
    ("mlflow:file:///runs", .storeWithoutServer(scheme: "file")),
    ("mlflow:./mlruns", .storeWithoutServer(scheme: "a folder")),
    ("mlflow:http://", .invalidAddress("it names no host")),
    ("mlflow:http://a?b=c", .invalidAddress("it has a query or a fragment")),
  ])
  func addressesThatCannotBeUsed(_ destination: String, _ expected: TrackingError) {
    #expect(throws: expected) { try MLflowServer(destination, environment: [:]) }
  }

  @Test func aSecretInTheAddressIsNotRepeated() throws {
    let error = #expect(throws: TrackingError.self) {
      try MLflowServer("mlflow:https://ann:hidden@a", environment: [:])
    }
    #expect(try !#require(error).description.contains("hidden"))
  }

  @Test func authoritiesThatAreNoCertificates() {
    #expect(throws: TrackingError.unusableFile("none.pem")) {
      try MLflowServer("mlflow:https://a", environment: ["MLFLOW_TRACKING_SERVER_CERT_PATH": "/x/none.pem"])
    }
  }
}
