import Bundles
import Foundation
import Inference

/// Explanations that take gradients: a program of their own computes them, since the server has no LibTorch.
///
/// Each explanation is a process, with the network's input on its stdin and the map on its stdout, so that no fault of it
/// is the server's and it can be ended at any time.
struct GradientProgram: Sendable {
  /// What the program can do for a model.
  struct Abilities: Sendable, Decodable {
    var methods: [ExplanationMethod] = []
    /// The layers that have a class-activation map, in the order in which they are run.
    var layers: [String] = []
  }

  let program: URL
  let references: URL?
  /// After so long the program ends itself, should the server not do it.
  let time: Duration

  /// What the program can do for a model; nothing where LibTorch is absent.
  ///
  /// - Throws: `HelperProcess.Failure`, `DecodingError`.
  func abilities(for bundle: ModelBundle) async throws -> Abilities {
    var abilities = try await JSONDecoder().decode(Abilities.self, from: process(bundle, []).run())
    if references == nil { abilities.methods.removeAll { $0 == .expectedGradients } }
    return abilities
  }

  /// The map of a class.
  ///
  /// - Parameters:
  ///   - input: the network's input.
  ///   - index: the index of the class.
  /// - Throws: `HelperProcess.Failure`, `ExplanationError`, `CancellationError`.
  func map(
    of input: [Float], by method: ExplanationMethod, layers: [String], class index: Int, of bundle: ModelBundle
  ) async throws -> HeatMap {
    var arguments = ["--method", method.rawValue, "--class", String(index)]
    if !layers.isEmpty { arguments += ["--layer", layers.joined(separator: ",")] }
    if method == .expectedGradients, let references { arguments += ["--references", references.path] }
    let data = try await process(bundle, arguments).run(input.withUnsafeBytes { Data($0) })
    return try HeatMap(exchanged: data)
  }

  private func process(_ bundle: ModelBundle, _ arguments: [String]) -> HelperProcess {
    let seconds = String(Int(time.seconds.rounded(.up)) + 5)
    return HelperProcess(
      program: program, arguments: ["attribute", "--model", bundle.url.path, "--seconds", seconds] + arguments)
  }
}
