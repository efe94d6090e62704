public import Foundation
public import Inference
public import Radiograph

/// Outlines lungs with the network that is installed, or another of its form.
///
/// Safe to use from several threads at once.
public final class LungFinder: LungLocating {
  /// The SHA-256 of the weights.
  public let identity: String
  private let engine: any InferenceEngine

  /// Compiles the network.
  ///
  /// - Parameters:
  ///   - url: the weights.
  ///   - options: how it runs; int8 needs ranges beside the weights.
  /// - Throws: ``AnatomyError``.
  public init(contentsOf url: URL, options: EngineOptions = EngineOptions()) throws(AnatomyError) {
    let network = try LungNetwork(contentsOf: url)
    identity = network.identity
    engine = try Self.engine(network, options: options)
  }

  /// Compiles a network; int8 needs ranges beside its weights.
  ///
  /// - Throws: ``AnatomyError``.
  package static func engine(
    _ network: LungNetwork, options: EngineOptions
  ) throws(AnatomyError) -> any InferenceEngine {
    let graph = options.precision == .int8 ? try LungRanges.quantized(network) : network.graph
    do {
      return try OpenVINOEngine(graph, options: options)
    } catch {
      throw .engine(error)
    }
  }

  /// The arithmetic asked for and in use.
  public var precision: PrecisionChoice { engine.precision }

  /// Where the lungs are.
  ///
  /// - Throws: `InferenceError`.
  public func outline(ofGrey grey: [UInt8], size: ImageSize) throws -> LungOutline {
    LungOutline(logits: try engine.run(LungInput(grey: grey).values).logits, grey: grey, size: size)
  }
}
