import Bundles
import Datasets
import Files
import Inference
import ONNX
import Synchronization

/// Which convolutions of a network integers are too coarse for: those that have to stay in floats for the model to keep its
/// word (`PrecisionAgreement`).
///
/// Each convolution's own part is measured first: how far logits move where it alone is computed in integers. Then the half
/// that moves them furthest is left in floats, since more would gain no time; where the model keeps its word with that, on
/// validation pictures as they are and changed, a quarter, an eighth and so on, as long as it does.
struct SensitiveLayers {
  /// Pictures that a choice is judged by, at most.
  private static let judgedPictures = 128
  /// Pictures that one convolution's part is measured on, at most.
  private static let rankedPictures = 24

  private let model: ONNXModel
  private let samples: [Sample]
  private let metadata: ModelMetadata
  private let observer: @Sendable (TrainingEvent) -> Void
  private let quantize: (Quantizer) throws -> ONNXModel

  /// A search.
  ///
  /// - Parameters:
  ///   - model: The network in floats.
  ///   - samples: Validation pictures.
  ///   - quantize: Makes the network in integers.
  init(
    _ model: ONNXModel, of metadata: ModelMetadata, on samples: [Sample],
    observer: @escaping @Sendable (TrainingEvent) -> Void, quantize: @escaping (Quantizer) throws -> ONNXModel
  ) {
    self.model = model
    self.metadata = metadata
    self.samples = samples
    self.observer = observer
    self.quantize = quantize
  }

  /// The convolutions that stay in floats, and the network with them.
  ///
  /// - Parameters:
  ///   - quantizer: That of all convolutions.
  ///   - whole: The network with all of them in integers.
  ///   - finish: Makes the network to be judged.
  /// - Returns: nil where none has to, or no choice helps.
  /// - Throws: `ONNXError`, `InferenceError`.
  func left(
    from quantizer: Quantizer, whole: ONNXModel, finish: (Quantizer) throws -> ONNXModel
  ) throws -> (layers: [String], model: ONNXModel)? {
    let test = AgreementTest(
      model: metadata, head: nil, pictures: Self.judgedPictures, observer: observer)
    guard let reference = try test.reference(model, on: samples) else { return nil }
    func keepsWord(_ model: ONNXModel) throws -> Bool {
      let candidate = AgreementTest.Candidate(
        precision: .int8, graph: model, checksum: Checksum(of: try model.serialized()))
      return try test.entry(candidate, against: reference)?.keepsWord ?? false
    }
    if try keepsWord(whole) { return nil }
    let ranked = try ranked(quantizer.layers)
    var best: (layers: [String], model: ONNXModel)?
    var count = ranked.count / 2
    while count > 0 {
      let layers = Array(ranked.prefix(count))
      let candidate = try finish(Quantizer(model, leaving: Set(layers)))
      guard try keepsWord(candidate) else { break }
      best = (layers, candidate)
      count /= 2
    }
    if best == nil {
      observer(.note("With half of the convolutions in floats int8 is still beyond the limits; all are in integers"))
    }
    return best
  }

  /// Convolutions, those first that move logits furthest.
  private func ranked(_ layers: [String]) throws -> [String] {
    let count = min(Self.rankedPictures, samples.count)
    let pictures = (0..<count).map { samples[$0 * samples.count / count] }
    let exact = try logits(model, .f32, pictures)
    let moves = try layers.enumerated().map { index, layer in
      let alone = try quantize(Quantizer(model, leaving: Set(layers).subtracting([layer])))
      let found = try logits(alone, .int8, pictures)
      observer(.progress(title: "Weighing layers", done: index + 1, total: layers.count))
      let shifts = zip(exact, found).compactMap { one, other in
        one.flatMap { one in other.map { zip(one, $0).reduce(Float(0)) { max($0, abs($1.0 - $1.1)) } } }
      }
      return shifts.reduce(0, +)
    }
    return zip(layers, moves).sorted { $0.1 > $1.1 }.map(\.0)
  }

  private func logits(_ model: ONNXModel, _ precision: Precision, _ samples: [Sample]) throws -> [[Float]?] {
    let engine = try OpenVINOEngine(model, options: EngineOptions(precision: precision, mode: .throughput))
    let found = Mutex([[Float]?](repeating: nil, count: samples.count))
    ImagePass(engine, metadata.input).forEach(samples.map(\.url)) { index, result in
      guard let logits = try? result.get().logits else { return }
      found.withLock { $0[index] = logits }
    }
    return found.withLock(\.self)
  }
}
