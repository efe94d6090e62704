import Bundles
import Foundation
import Inference
import Metrics
import OpenInference

/// What `/v2` answers.
struct ServerMetadata: Encodable {
  let name = "hilum"
  let version: String
  let extensions = [
    "binary_tensor_data", "classification", "model_configuration", "model_repository", "statistics",
  ]
}

/// What `/v2/models/NAME` answers.
struct ModelMetadataAnswer: Encodable {
  struct Tensor: Encodable {
    let name: String
    let datatype: Datatype
    let shape: [Int]
  }

  let name: String
  let versions: [String]
  let platform = "openvino"
  let inputs: [Tensor]
  let outputs: [Tensor]
  /// What the values of `logits` and `probabilities` stand for, where there are more than two classes.
  let parameters: [String: String]?

  init(_ model: ServedModel, versions: [Int]) {
    let signature = model.predictor.signature
    name = model.identity.name.description
    self.versions = versions.map(String.init)
    inputs = [
      Tensor(name: TensorNames.image, datatype: .fp32, shape: [-1] + signature.input),
      Tensor(name: TensorNames.file, datatype: .bytes, shape: [-1]),
    ]
    outputs = [
      Tensor(name: OutputName.logits.rawValue, datatype: .fp32, shape: [-1, signature.classes]),
      Tensor(name: OutputName.probabilities.rawValue, datatype: .fp32, shape: [-1, model.metadata.classes.count]),
      Tensor(name: OutputName.prediction.rawValue, datatype: .bytes, shape: [-1]),
      Tensor(name: OutputName.lungs.rawValue, datatype: .bytes, shape: [-1]),
    ]
    let metadata = model.metadata
    parameters = metadata.findings.map { findings in
      [
        "task": metadata.task.rawValue, "labels": findings.map(\.name).joined(separator: ","),
        "thresholds": findings.map { "\($0.operatingPoint.threshold)" }.joined(separator: ","),
      ]
    }
  }
}

/// The outputs of a model over this protocol.
enum OutputName: String, CaseIterable {
  /// What the network gives.
  case logits
  /// The calibrated probability of each class or finding.
  case probabilities
  /// The class with the highest probability, or the leading finding.
  case prediction
  /// What a reading says of the lungs, as JSON; `null` for tensors, of which no picture is known.
  case lungs
}

/// What `/v2/models/NAME/config` answers, as far as clients read it.
struct ModelConfiguration: Encodable {
  struct Parameter: Encodable {
    let text: String

    private enum CodingKeys: String, CodingKey { case text = "string_value" }
  }

  struct Tensor: Encodable {
    let name: String
    let dataType: String
    let dims: [Int]

    private enum CodingKeys: String, CodingKey {
      case name, dims
      case dataType = "data_type"
    }
  }

  let name: String
  let platform = "openvino"
  let backend = "openvino"
  let maxBatchSize: Int
  let input: [Tensor]
  let output: [Tensor]
  let parameters: [String: Parameter]?

  init(_ metadata: ModelMetadataAnswer, batch: Int) {
    name = metadata.name
    maxBatchSize = batch
    func tensor(_ tensor: ModelMetadataAnswer.Tensor) -> Tensor {
      let type = tensor.datatype == .bytes ? "TYPE_STRING" : "TYPE_\(tensor.datatype.rawValue)"
      let dims = Array(tensor.shape.dropFirst())
      return Tensor(name: tensor.name, dataType: type, dims: dims.isEmpty ? [1] : dims)
    }
    // Only one of the two inputs is needed.
    input = metadata.inputs.map(tensor)
    output = metadata.outputs.map(tensor)
    parameters = metadata.parameters?.mapValues(Parameter.init)
  }

  private enum CodingKeys: String, CodingKey {
    case name, platform, backend, input, output, parameters
    case maxBatchSize = "max_batch_size"
  }
}

/// What `/v2/models/NAME/stats` answers.
struct ModelStatisticsAnswer: Encodable {
  struct Duration: Encodable {
    let count: Int
    let ns: Int

    init(_ count: Int, seconds: Double) {
      self.count = count
      ns = Int(min(max(seconds, 0), 9e9) * 1e9)
    }
  }

  struct Durations: Encodable {
    let success: Duration
    let fail: Duration
    let queue: Duration
    let computeInput: Duration
    let computeInfer: Duration
    let computeOutput: Duration

    private enum CodingKeys: String, CodingKey {
      case success, fail, queue
      case computeInput = "compute_input"
      case computeInfer = "compute_infer"
      case computeOutput = "compute_output"
    }
  }

  struct Model: Encodable {
    let name: String
    let version: String
    let lastInference: Int
    let inferenceCount: Int
    let executionCount: Int
    let inferenceStats: Durations

    init(_ model: ServedModel) {
      let counts = model.statistics.current
      name = model.identity.name.description
      version = String(model.identity.version)
      lastInference = Int((counts.last?.timeIntervalSince1970 ?? 0) * 1000)
      inferenceCount = counts.readings
      executionCount = counts.readings
      let n = counts.readings
      inferenceStats = Durations(
        success: Duration(n, seconds: counts.queueSeconds + counts.preprocessSeconds + counts.inferenceSeconds),
        fail: Duration(counts.failures, seconds: 0), queue: Duration(n, seconds: counts.queueSeconds),
        computeInput: Duration(n, seconds: counts.preprocessSeconds),
        computeInfer: Duration(n, seconds: counts.inferenceSeconds), computeOutput: Duration(n, seconds: 0))
    }

    private enum CodingKeys: String, CodingKey {
      case name, version
      case lastInference = "last_inference"
      case inferenceCount = "inference_count"
      case executionCount = "execution_count"
      case inferenceStats = "inference_stats"
    }
  }

  let models: [Model]

  private enum CodingKeys: String, CodingKey { case models = "model_stats" }
}

/// One line of `/v2/repository/index`.
struct RepositoryEntry: Encodable {
  let name: String
  let version: String
  let state: String
  let reason: String
}
