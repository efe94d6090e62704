import ArgumentParser
import Backbones
import Files
import Foundation
import TensorFiles

/// `hilum weights`: the catalogue of pretrained weights.
struct WeightsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "weights", abstract: "Pretrained weights: list, fetch, convert.",
    subcommands: [List.self, Pull.self, Convert.self])

  /// `hilum weights list`.
  struct List: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Show the catalogue, and which files are on this machine.")

    func run() throws {
      let locator = WeightsLocator()
      for entry in PretrainedWeights.catalogue {
        let found = try? locator.find(entry, fetching: false)
        let packaged = entry.package.map { "in the package \($0.package.name)" }
        let state = found.map { "here (\($0.place.rawValue))" } ?? packaged ?? "to be fetched"
        let columns = [(entry.architecture.rawValue, 12), (entry.name, 21), (state, 47), (entry.address, 0)]
        try Console.output(
          columns.map { text, width in text + String(repeating: " ", count: max(0, width - text.count)) }
            .joined(separator: "  "))
      }
    }
  }

  /// `hilum weights pull`.
  struct Pull: ParsableCommand {
    static let configuration = CommandConfiguration(abstract: "Bring weights of the catalogue to this machine's cache.")

    @Argument(help: "A name of the catalogue, such as mobilenet_v2-b0353104, or an architecture.")
    var name: String

    func run() throws {
      let entry =
        try Architecture(rawValue: name).flatMap { PretrainedWeights.of($0) } ?? PretrainedWeights.named(name)
      try Console.output(WeightsLocator().find(entry).url.path)
    }
  }

  /// `hilum weights convert`.
  struct Convert: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Read a PyTorch state dict without executing anything, and write it as safetensors.")

    @Argument(help: "A .pth file, zip or legacy format.")
    var file: String

    @Option(help: "The safetensors file to write.")
    var output: String

    func run() throws {
      let tensors = try TensorFile.tensors(contentsOf: URL(filePath: file))
      try Safetensors(tensors).write(to: URL(filePath: output))
      let count = tensors.values.reduce(0) { $0 + $1.count }
      try Console.output("\(tensors.count) tensors, \(count) values")
    }
  }
}
