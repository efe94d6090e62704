public import Backbones
public import Bundles
public import Inference
import Radiograph
import TensorFiles
public import Torch

/// Runs a bundle's network with LibTorch, from its weights: what learnt the network, behind the protocol of what serves it.
///
/// On the processor it is slower than `OpenVINOEngine` and equal to 1e-4; on CUDA it is the engine that there is.
public struct TorchEngine: InferenceEngine {
  /// What the network takes and gives.
  public let signature: ModelSignature
  /// f32, or bf16 on a graphics processor.
  public let precision: PrecisionChoice
  /// 1 on the processor; a graphics processor is idle most of the time with so little.
  public let preferredBatch: Int
  /// The network, in inference.
  public let network: Classifier
  private let autocast: Autocast

  /// The network of a bundle on a device.
  ///
  /// - Throws: `TorchError.libraryMissing` where LibTorch is absent, `LearningError.inputSizeUnknown`, `.torchIsExact` for
  ///   another precision than f32 and, on a graphics processor, bf16; `BundleError`.
  public init(_ bundle: ModelBundle, on device: Device = .cpu, precision: Precision = .f32) throws {
    try self.init(
      GraphExport.classifier(bundle, on: device), input: bundle.metadata.input, precision: precision)
  }

  /// A network as it is, which is put in evaluation, on the device where its weights are.
  ///
  /// Throws as ``init(_:on:precision:)``.
  init(_ network: Classifier, input: Preprocessing, precision: Precision) throws {
    guard let size = input.inputSize else { throw LearningError.inputSizeUnknown }
    let device = network.store.device
    let isOnGPU = device.kind == .cuda
    guard precision == .f32 || (precision == .bf16 && isOnGPU) else { throw LearningError.torchIsExact(precision) }
    network.store.isTraining = false
    if isOnGPU { try network.store.useChannelsLast() }
    self.network = network
    self.precision = PrecisionChoice(precision)
    preferredBatch = isOnGPU ? 16 : 1
    autocast = Autocast(precision == .bf16 ? .bfloat16 : nil, on: device.kind)
    let shape = [input.channels, size.height, size.width]
    let backbone = network.backbone
    let pooling = network.head.pooling
    let features = try withInferenceMode { try pooling.map(backbone(Tensor.zeros([1] + shape, on: device))).shape }
    signature = ModelSignature(
      input: shape, classes: network.options.outputs, embedding: pooling.width,
      features: Array(features.dropFirst()),
      attention: network.architecture.hasAttention ? [1] + features.suffix(2) : nil)
  }

  /// Runs the network on a batch of images and waits for the result; see `InferenceEngine`.
  ///
  /// In bf16 the backbone runs in bfloat16, pooled features and head in float32, as in training.
  public func run(
    _ batch: UnsafeBufferPointer<Float>, count: Int, wanted: OptionalOutputs
  ) throws(InferenceError) -> EngineOutput {
    try check(batch, count: count, wanted: wanted)
    do {
      return try withInferenceMode {
        let images = try images(batch, count: count)
        let features = try autocast { try network.backbone(images) }.to(.float32)
        let pooled = try network.head.pooled(features)
        return EngineOutput(
          count: count, logits: try network.head.logits(pooled).floats(),
          embedding: wanted.contains(.embedding) ? try pooled.floats() : nil,
          features: wanted.contains(.features) ? try network.head.pooling.map(features).floats() : nil,
          attention: wanted.contains(.attention) ? try network.attention(images)?.floats() : nil)
      }
    } catch {
      throw .engine(operation: "run the model", detail: "\(error)")
    }
  }

  private func images(_ batch: UnsafeBufferPointer<Float>, count: Int) throws -> Tensor {
    let device = network.store.device
    let images = try Tensor.unwritten([count] + signature.input, for: device)
    try images.withUnsafeMutableFloats { _ = $0.update(fromContentsOf: batch) }
    return try images.to(device, device.kind == .cuda ? .channelsLast : .preserve)
  }
}
