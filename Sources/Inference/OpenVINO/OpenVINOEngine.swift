public import FoundationEssentials
public import ONNX
import Synchronization

/// Runs an ONNX network with OpenVINO.
///
/// Making one reads and compiles the model, which takes a few hundred milliseconds, or some tens with a cache; the first
/// run of each batch size takes longer than the ones after it. Callers on several threads are served side by side up to
/// the number of streams, and wait in turn beyond.
public final class OpenVINOEngine: InferenceEngine {
  /// What the network takes and gives.
  public let signature: ModelSignature
  /// The arithmetic asked for and in use.
  public let precision: PrecisionChoice
  /// What the cache of compiled models did.
  public let cacheOutcome: CompiledModelCache.Outcome
  /// Runs that go on side by side.
  public let streams: Int

  /// The cached model's pages, until the first run has copied them.
  private let mapped: Mutex<MappedWeights?>
  private let requests: RequestPool
  private let outputIndices: [String: Int]

  /// Compiles the model in a file.
  ///
  /// What has not been compiled into the cache before is checked as `ONNXModel` does: its limits, no external data, and
  /// so on.
  ///
  /// - Throws: `InferenceError` where the file is no model that Hilum reads, or the device is missing.
  public convenience init(contentsOf url: URL, options: EngineOptions = .init()) throws(InferenceError) {
    let plan = try Plan(options)
    let file = url.lastPathComponent
    let cached = try CompiledModelCache.compile(url, in: options.cache, key: plan.key) {
      (directory, isKnown) throws(InferenceError) in
      if !isKnown { try Self.checkModel(url) }
      var properties = plan.properties
      properties["CACHE_DIR"] = directory?.path
      return try Self.named(file) { () throws(InferenceError) in
        try plan.runtime.compile(fileAt: url, device: plan.device, properties: properties)
      }
    }
    try self.init(cached, file: file, plan: plan)
  }

  /// Compiles a model in memory; nothing is cached.
  public convenience init(_ model: ONNXModel, options: EngineOptions = .init()) throws(InferenceError) {
    let compiled = try Self.compile(model, options: options)
    try self.init(.init(model: compiled, outcome: .disabled), file: model.file, plan: Plan(options))
  }

  /// Compiles the second part of the model in a file; the cache keeps it under the file's name.
  convenience init(_ rest: ONNXModel, of url: URL, options: EngineOptions) throws(InferenceError) {
    let plan = try Plan(options)
    let cached = try CompiledModelCache.compile(url, in: options.cache, key: plan.key + ",rest") {
      (directory, _) throws(InferenceError) in
      try Self.compile(rest, options: options, cache: directory)
    }
    try self.init(cached, file: rest.file, plan: plan)
  }

  /// Compiles a model in memory.
  ///
  /// - Parameter cache: OpenVINO's directory for the compiled form; none where nil.
  static func compile(
    _ model: ONNXModel, options: EngineOptions, cache: URL? = nil
  ) throws(InferenceError) -> CompiledModel {
    let plan = try Plan(options)
    let bytes: Data
    do {
      bytes = try model.serialized()
    } catch {
      throw .model(error)
    }
    var properties = plan.properties
    properties["CACHE_DIR"] = cache?.path
    return try named(model.file) { () throws(InferenceError) in
      try plan.runtime.compile(bytes: bytes, device: plan.device, properties: properties)
    }
  }

  private init(_ compiled: CompiledModelCache.Compiled, file: String, plan: Plan) throws(InferenceError) {
    let model = compiled.model
    let outputs = try model.outputs()
    signature = try ModelSignature(file: file, inputs: model.inputs(), outputs: outputs)
    precision = plan.precision
    cacheOutcome = compiled.outcome
    streams = try model.optimalRequests()
    mapped = Mutex(compiled.entry.map { MappedWeights(under: $0) })
    requests = RequestPool(model, capacity: streams)
    outputIndices = Dictionary(outputs.enumerated().map { ($1.name, $0) }) { first, _ in first }
  }

  /// Runs the network on a batch of images and waits for the result; see `InferenceEngine`.
  public func run(
    _ batch: UnsafeBufferPointer<Float>, count: Int, wanted: OptionalOutputs
  ) throws(InferenceError) -> EngineOutput {
    try check(batch, count: count, wanted: wanted)
    return try requests.withRequest { (request) throws(InferenceError) in
      if let weights = takeMapped() {
        try weights.releasing { () throws(InferenceError) in try request.run(batch, shape: [count] + signature.input) }
      } else {
        try request.run(batch, shape: [count] + signature.input)
      }
      func output(_ name: String, _ length: Int) throws(InferenceError) -> [Float] {
        guard let index = outputIndices[name] else { throw .missingOutput(name) }
        return try request.output(index, count: count * length)
      }
      return EngineOutput(
        count: count, logits: try output("logits", signature.classes),
        embedding: wanted.contains(.embedding) ? try output("embedding", signature.embedding ?? 0) : nil,
        features: wanted.contains(.features) ? try output("features", signature.features?.reduce(1, *) ?? 0) : nil,
        attention: wanted.contains(.attention) ? try output("attention", signature.attention?.reduce(1, *) ?? 0) : nil)
    }
  }

  private func takeMapped() -> MappedWeights? {
    mapped.withLock { weights in
      defer { weights = nil }
      return weights
    }
  }

  // MARK: - Loading

  private static func checkModel(_ url: URL) throws(InferenceError) {
    do {
      _ = try ONNXModel(contentsOf: url)
    } catch .file(let error) {
      throw .file(error)
    } catch {
      throw .model(error)
    }
  }

  /// Names the model's file in an error of the engine.
  private static func named(
    _ file: String, _ compile: () throws(InferenceError) -> CompiledModel
  ) throws(InferenceError) -> CompiledModel {
    do {
      return try compile()
    } catch .engine(_, let detail) {
      throw .rejectedModel(file: file, detail: detail)
    }
  }
}

/// Options checked and put in OpenVINO's words.
struct Plan {
  let runtime: OpenVINORuntime
  let device: String
  let precision: PrecisionChoice
  let properties: [String: String]

  init(_ options: EngineOptions) throws(InferenceError) {
    runtime = try .shared()
    device = options.device.rawValue
    if options.device != .cpu {
      let available = try runtime.devices()
      guard available.contains(where: { $0.hasPrefix(options.device.rawValue) }) else {
        throw .noDevice(device, available: available)
      }
    }
    for (name, value) in [("threads", options.threads), ("streams", options.streams)] {
      if let value, !(1...1024).contains(value) { throw .invalidOption(name, value: value) }
    }
    let capabilities = try runtime.property("OPTIMIZATION_CAPABILITIES", of: device)
    precision = PrecisionChoice(
      options.precision, capabilities: Set(capabilities.split(separator: " ").map(String.init)))
    var properties = [
      "INFERENCE_PRECISION_HINT": precision.used == .bf16 ? "bf16" : "f32",
      "PERFORMANCE_HINT": options.mode.rawValue,
      // Several networks run in one process, beside threads that decode: pinned to the same cores they wait for each other.
      "ENABLE_CPU_PINNING": "NO",
    ]
    properties["INFERENCE_NUM_THREADS"] = options.threads.map(String.init)
    properties["NUM_STREAMS"] = options.streams.map(String.init)
    self.properties = properties
  }

  /// What distinguishes models compiled with these options.
  var key: String {
    ([runtime.version, device] + properties.map { "\($0)=\($1)" }.sorted()).joined(separator: ",")
  }
}
