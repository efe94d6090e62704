public import Backbones
public import Bundles
public import Inference
import Radiograph
public import Torch

/// Runs a bundle's network with LibTorch, from its weights: what learnt the network, behind the protocol of what serves it.
///
/// On the processor it is slower than `OpenVINOEngine` and equal to 1e-4; on CUDA it is the engine that there is.
public struct TorchEngine: InferenceEngine {
  /// What the network takes and gives.
  public let signature: ModelSignature
  /// f32, whatever else may be faster.
  public let precision = PrecisionChoice(.f32)
  /// The network, in inference.
  public let network: Classifier
  private let device: Device

  /// The network of a bundle on a device.
  ///
  /// - Throws: `TorchError.libraryMissing` where LibTorch is absent, `LearningError.inputSizeUnknown`, `BundleError`.
  public init(_ bundle: ModelBundle, on device: Device = .cpu) throws {
    let input = bundle.metadata.input
    guard let size = input.inputSize else { throw LearningError.inputSizeUnknown }
    network = try GraphExport.classifier(bundle, on: device)
    self.device = device
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
  public func run(
    _ batch: UnsafeBufferPointer<Float>, count: Int, wanted: OptionalOutputs
  ) throws(InferenceError) -> EngineOutput {
    try check(batch, count: count, wanted: wanted)
    do {
      return try withInferenceMode {
        let images = try Tensor(Array(batch), shape: [count] + signature.input).to(device)
        let features = try network.backbone(images)
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
}
