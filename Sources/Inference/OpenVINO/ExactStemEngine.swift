public import FoundationEssentials
public import ONNX

/// Runs a network in bf16 behind a stem in f32.
///
/// What bf16 costs arises in the first layers: neighbouring pixels differ by less than their last bits, and what is rounded
/// there no later layer can tell from the picture. Measured: `docs/inference.md`.
struct ExactStemEngine: InferenceEngine {
  private let stem: RequestPool
  private let rest: OpenVINOEngine
  let signature: ModelSignature
  var precision: PrecisionChoice { rest.precision }

  /// Compiles a network in two parts.
  ///
  /// - Parameters:
  ///   - value: The stem's output.
  ///   - file: The network's file, by which the second part is kept in the cache.
  fileprivate init(
    _ model: ONNXModel, stemOutput value: String, file: URL?, options: EngineOptions
  ) throws(InferenceError) {
    var exact = options
    exact.precision = .f32
    let (compiled, shape, second): (CompiledModel, [Int], ONNXModel)
    do {
      compiled = try OpenVINOEngine.compile(model.stem(until: value), options: exact)
      shape = Array((try compiled.outputs().first?.shape ?? []).dropFirst())
      second = try model.rest(after: value, shape: shape)
    } catch let error as InferenceError {
      throw error
    } catch let error as ONNXError {
      throw .model(error)
    } catch {
      throw .missingOutput(value)
    }
    stem = RequestPool(compiled, capacity: try compiled.optimalRequests())
    if let file {
      rest = try OpenVINOEngine(second, of: file, options: options)
    } else {
      rest = try OpenVINOEngine(second, options: options)
    }
    let behind = rest.signature
    signature = ModelSignature(
      input: Array((model.inputs.first?.shape ?? []).dropFirst()), classes: behind.classes,
      embedding: behind.embedding, features: behind.features, attention: behind.attention)
  }

  /// Runs both parts on a batch of images and waits for the result; see `InferenceEngine`.
  func run(
    _ batch: UnsafeBufferPointer<Float>, count: Int, wanted: OptionalOutputs
  ) throws(InferenceError) -> EngineOutput {
    try check(batch, count: count, wanted: wanted)
    return try stem.withRequest { (request) throws(InferenceError) in
      try request.run(batch, shape: [count] + signature.input)
      return try request.withOutput(0) { (values) throws(InferenceError) in
        try rest.run(values, count: count, wanted: wanted)
      }
    }
  }
}

extension OpenVINOEngine {
  /// An engine for the network in a file: in bf16 with an exact stem, where it has one and the device has bf16.
  ///
  /// - Throws: `InferenceError` where the file is no model that Hilum reads, or the device is missing.
  public static func network(
    contentsOf url: URL, options: EngineOptions = .init()
  ) throws(InferenceError) -> any InferenceEngine {
    guard options.precision == .bf16 else { return try OpenVINOEngine(contentsOf: url, options: options) }
    let model: ONNXModel
    do {
      model = try ONNXModel(contentsOf: url)
    } catch .file(let error) {
      throw .file(error)
    } catch {
      throw .model(error)
    }
    if let engine = try stemmed(model, file: url, options: options) { return engine }
    return try OpenVINOEngine(contentsOf: url, options: options)
  }

  /// An engine for a network in memory; as ``network(contentsOf:options:)``, but that nothing is cached.
  public static func network(
    _ model: ONNXModel, options: EngineOptions = .init()
  ) throws(InferenceError) -> any InferenceEngine {
    if let engine = try stemmed(model, file: nil, options: options) { return engine }
    return try OpenVINOEngine(model, options: options)
  }

  private static func stemmed(
    _ model: ONNXModel, file: URL?, options: EngineOptions
  ) throws(InferenceError) -> ExactStemEngine? {
    guard options.precision == .bf16, try Plan(options).precision.used == .bf16, let value = model.stemOutput else {
      return nil
    }
    return try ExactStemEngine(model, stemOutput: value, file: file, options: options)
  }
}
