import Bundles
import Foundation
import Metrics
import Testing

/// Bundles of several classes and findings: what makes them unusable is named, what makes them up goes to other servers.
@Suite struct SeveralMetadataTests {
  private static let classes = ["Effusion", "Edema \"x\"", "Mass"]

  private static func metadata(_ task: ClassificationTask = .multilabel) throws -> ModelMetadata {
    var metadata = try SampleBundle.metadata()
    metadata.task = task
    metadata.classes = classes
    metadata.network.outputs = classes.count
    metadata.positiveClass = "Abnormal"
    metadata.findings = classes.map {
      FindingDescription(
        name: $0, calibration: .identity, temperatureInterval: [0.9, 1.1], operatingPoint: metadata.operatingPoint)
    }
    return metadata
  }

  private func fault(_ change: (inout ModelMetadata) -> Void) throws -> String? {
    var metadata = try Self.metadata()
    change(&metadata)
    return try withTemporaryDirectory { folder in
      do {
        let bundle = try ModelBundle.write(
          metadata, weights: SampleBundle.weights(), files: SampleBundle.files, to: folder.appending(path: "model"))
        return bundle.metadata == (try ModelBundle(contentsOf: bundle.url)).metadata ? nil : "it is another"
      } catch BundleError.malformedMetadata(_, let reason) {
        return reason
      }
    }
  }

  @Test func whatIsWrongIsNamed() throws {
    #expect(try fault { _ in } == nil)
    #expect(try fault { $0.findings = nil } == "findings must be one for each class")
    #expect(try fault { $0.findings?.removeLast() } == "findings must be one for each class")
    #expect(try fault { $0.findings?.swapAt(0, 1) } == "findings must be one for each class")
    #expect(try fault { $0.network.outputs = 2 } == "network.outputs must be the number of classes")
    #expect(try fault { $0.negativeClass = "Cat" } == "negative_class is none of the classes")
    #expect(try fault { $0.classes[0] = "Mass" } == "classes must be different names")
    #expect(
      try fault { $0.findings?[0].temperatureInterval = [1] }
        == "temperature_interval of Effusion must be two numbers above 0")
    #expect(try fault { $0.task = .binary } == "classes must be two different names")
    let many = (0...ClassificationTask.classLimit).map { "c\($0)" }
    #expect(try fault { $0.classes = many } == "classes must be 1000 names or fewer")
  }

  @Test func findingsThatAreNoneAreNamed() throws {
    try withTemporaryDirectory { folder in
      let url = folder.appending(path: "model")
      try ModelBundle.write(Self.metadata(), weights: SampleBundle.weights(), files: SampleBundle.files, to: url)
      for broken in ["x", ["a"], [["name": "Effusion"]]] as [Any] {
        try SampleBundle.edit(url) { $0["findings"] = broken }
        let error = #expect(throws: BundleError.self) { try ModelBundle(contentsOf: url) }
        #expect("\(try #require(error))".contains("findings"))
      }
      try SampleBundle.edit(url) { $0["task"] = "guess" }
      #expect(throws: BundleError.self) { try ModelBundle(contentsOf: url) }
    }
  }

  @Test func otherServersGetEveryClass() throws {
    try withTemporaryDirectory { folder in
      let bundle = try ModelBundle.write(
        Self.metadata(), weights: SampleBundle.weights(), files: SampleBundle.files, to: folder.appending(path: "model")
      )
      let place = try TritonRepository(bundle).write(to: folder, image: [3, 224, 224], embedding: 8, features: nil)
      let text = try String(contentsOf: place.appending(path: "config.pbtxt"), encoding: .utf8)
      #expect(text.contains(#"{ name: "logits", data_type: TYPE_FP32, dims: [ 3 ], label_filename: "labels.txt" }"#))
      #expect(text.contains(#"key: "task" value { string_value: "multi-label" }"#))
      #expect(text.contains(#"key: "temperatures" value { string_value: "1.0,1.0,1.0" }"#))
      let labels = try String(contentsOf: place.appending(path: "labels.txt"), encoding: .utf8)
      #expect(labels.split(separator: "\n").map(String.init) == Self.classes)
    }
  }

  /// Triton's own schema reads it: `Benchmarks/triton_config.py` parses such a file with its protocol buffers.
  @Test func graphicsProcessorsGetTensorRT() throws {
    try withTemporaryDirectory { folder in
      let bundle = try SampleBundle.write(to: folder.appending(path: "model"))
      let place = try TritonRepository(bundle, for: .graphics)
        .write(to: folder, image: [3, 224, 224], embedding: 8, features: nil)
      let text = try String(contentsOf: place.appending(path: "config.pbtxt"), encoding: .utf8)
      for part in [
        "max_batch_size: 64", "preferred_batch_size: [ 16, 32, 64 ]", "{ count: 1, kind: KIND_GPU }",
        "gpu_execution_accelerator: [", #"name: "tensorrt""#,
        #"parameters { key: "precision_mode" value: "FP16" }"#,
        #"parameters { key: "trt_profile_min_shapes" value: "image:1x3x224x224" }"#,
        #"parameters { key: "trt_profile_opt_shapes" value: "image:16x3x224x224" }"#,
        #"parameters { key: "trt_profile_max_shapes" value: "image:64x3x224x224" }"#,
        #"key: "positive_class" value { string_value: "PNEUMONIA" }"#,
      ] { #expect(text.contains(part), "\(part)") }
      for (open, close) in ["{}", "[]"].map({ (Array($0)[0], Array($0)[1]) }) {
        #expect(text.count { $0 == open } == text.count { $0 == close })
      }
    }
  }

  @Test func anEnsembleKeepsTaskAndFindings() throws {
    var first = try Self.metadata(.multiclass)
    first.negativeClass = "Mass"
    var second = first
    second.name = try ModelName("other")
    let joined = try ModelMetadata(ensembleOf: [first, second], name: ModelName("both"), created: "")
    #expect(joined.task == .multiclass && joined.negativeClass == "Mass" && joined.network.outputs == 3)
    #expect(joined.findings?.map(\.name) == Self.classes)
    #expect(joined.findings?.allSatisfy { $0.temperatureInterval == nil } == true)
    second.negativeClass = "Effusion"
    #expect(EnsembleFault([first, second]) == .differing(key: "negative_class", "pneumonia", "other"))
  }
}
