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

  /// Where the lungs are in a picture.
  ///
  /// - Throws: `RadiographError`, `InferenceError`.
  public func outline(of picture: Radiograph) throws -> LungOutline {
    try outline(LungInput(picture))
  }

  /// Where the lungs are in several pictures, which go through the network together.
  ///
  /// - Throws: `RadiographError`, `InferenceError`.
  public func outlines(of pictures: [Radiograph]) throws -> [LungOutline] {
    guard !pictures.isEmpty else { return [] }
    let inputs = try pictures.map { try LungInput($0) }
    let output = try engine.run(inputs.flatMap(\.values))
    return inputs.enumerated().map { index, input in
      LungOutline(logits: output.logits(of: index), grey: input.grey, size: input.size)
    }
  }

  private func outline(_ input: LungInput) throws -> LungOutline {
    LungOutline(logits: try engine.run(input.values).logits, grey: input.grey, size: input.size)
  }
}
