import ArgumentParser
import Bundles
import Datasets
import Foundation
import Glibc
import Inference
import Learning

/// `hilum attribute`: what `hilum serve` runs for an explanation that takes gradients, which need LibTorch.
///
/// The network's input comes on stdin, 32-bit floats in this machine's order, the map goes to stdout. Without a method it
/// says what it can do for a model.
struct AttributeCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "attribute", abstract: "Compute one map by gradients; `hilum serve` runs it.", shouldDisplay: false)

  /// What this program can do for a model.
  private struct Abilities: Encodable {
    let methods: [ExplanationMethod]
    let layers: [String]
  }

  @Option(help: "The model: a bundle.")
  var model: String

  @Option(help: "The method; without it, what can be had is told.")
  var method: ExplanationMethod?

  @Option(name: .customLong("class"), help: "The index of the class.")
  var index = 0

  @Option(help: "Layers of a class-activation map, with commas between.")
  var layer: String?

  @Option(help: "With expected-gradients: a folder of X-rays that stand for what is usual.")
  var references: String?

  @Option(help: "Seconds after which it ends itself.")
  var seconds: UInt32 = 0

  func run() throws {
    // Readings go before it; and should the server be gone, it does not go on for ever.
    _ = nice(10)
    if seconds > 0 { _ = alarm(seconds) }
    let bundle = try ModelBundle(contentsOf: URL(filePath: model))
    guard let method else {
      let methods = ExplanationMethod.allCases.filter { $0.effort(layers: false, attention: false) == .gradients }
      return try Console.json(Abilities(methods: methods, layers: GradientMaps.layers(of: bundle)))
    }
    let references = try references.map { try PictureList.files([$0]).map { URL(filePath: $0) } } ?? []
    let layers = layer?.split(separator: ",").map(String.init) ?? []
    let maps = try GradientMaps(bundle, Explainer.Options(method: method, layers: layers, references: references))
    let bytes = try FileHandle.standardInput.readToEnd() ?? Data()
    let input = bytes.withUnsafeBytes { bytes in
      stride(from: 0, to: bytes.count - 3, by: 4).map { bytes.loadUnaligned(fromByteOffset: $0, as: Float.self) }
    }
    try FileHandle.standardOutput.write(contentsOf: maps.map(of: input, class: index).exchanged)
  }
}
