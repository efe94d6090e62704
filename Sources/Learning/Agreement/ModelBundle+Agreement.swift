public import Bundles
public import Datasets
import Files
import Inference
import ONNX

extension ModelBundle {
  /// The bundle with a fresh record of how far it says the same in each precision that this machine can run.
  ///
  /// - Parameters:
  ///   - dataset: Pictures of the kind that the model reads; its validation part, where it has one.
  ///   - observer: Is told of progress.
  /// - Throws: ``LearningError/agreementOfEnsemble``, `BundleError`, `DataError`, `InferenceError`, `FileError`.
  public func measuringAgreement(
    on dataset: Dataset, observer: @escaping @Sendable (TrainingEvent) -> Void
  ) throws -> ModelBundle {
    guard members.isEmpty else { throw LearningError.agreementOfEnsemble }
    let dataset = try dataset.aligned(with: metadata)
    let validation = dataset.samples(in: .validation)
    let record = try agreement(
      on: validation.isEmpty ? dataset.samples : validation, of: dataset.provenance.name, observer: observer)
    guard let record else { return self }
    return try recording(record)
  }

  private func agreement(
    on samples: [Sample], of data: String, observer: @escaping @Sendable (TrainingEvent) -> Void
  ) throws -> PrecisionAgreement? {
    let exact = try ONNXModel(contentsOf: verified(.graph))
    var candidates: [AgreementTest.Candidate] = []
    for precision in [Precision.bf16, .int8] {
      guard let checksum = metadata.files[precision.graph.rawValue] else { continue }
      let graph = try precision.graph == .graph ? exact : ONNXModel(contentsOf: verified(precision.graph))
      candidates.append(.init(precision: precision, graph: graph, checksum: checksum))
    }
    return try AgreementTest(model: metadata, head: try? ClassifierHead(exact), observer: observer)
      .run(candidates, against: exact, on: samples, of: data)
  }
}
