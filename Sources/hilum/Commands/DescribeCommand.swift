import ArgumentParser
import Backbones
import Bundles
import Datasets
import Foundation
import Learning

/// `hilum describe`.
struct DescribeCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "describe", abstract: "Show a network layer by layer: shapes, parameters, operations, size.",
    discussion: """
      A multiply–accumulate (MAC) is what torchvision and fvcore count, under the name of FLOPs; a FLOP here is one \
      multiplication or one addition, so that there are two to a MAC. Convolutions, linear layers and the products of \
      attention count.
      """)

  @Argument(help: "A bundle or the folder of a run, a recipe's name or YAML file, or an architecture such as resnet18.")
  var network: String

  @Option(help: "How many classes are told apart, where that is not known: of a recipe or an architecture.")
  var classes: Int?

  @Option(name: .customLong("set"), help: "Change the recipe: key=value, such as fine_tune=full. May be repeated.")
  var overrides: [String] = []

  @Flag(help: "Print JSON on stdout and nothing else there.")
  var json = false

  func validate() throws {
    guard (2...100_000).contains(classes ?? 2) else { throw ValidationError("--classes is from 2 to 100000") }
    guard overrides.isEmpty || (!isBundle && Architecture(rawValue: network) == nil) else {
      throw ValidationError("--set is for recipes")
    }
    if classes != nil, isBundle { throw ValidationError("a bundle knows its classes; leave --classes out") }
  }

  func run() throws {
    let summary = try summary()
    if json { return try Console.json(summary) }
    try NetworkTable(summary).lines.forEach(Console.output)
  }

  private var isBundle: Bool { FileStatus(URL(filePath: network))?.isFolder == true }

  private func summary() throws -> NetworkSummary {
    if isBundle {
      let bundle = try ModelBundle(contentsOf: URL(filePath: network))
      guard bundle.members.isEmpty else {
        throw ValidationError("\(bundle.name) is an ensemble; its folder members has the networks to describe")
      }
      return try NetworkSummary(bundle)
    }
    if let architecture = Architecture(rawValue: network) {
      return try NetworkSummary(architecture, outputs: classes ?? 2)
    }
    return try NetworkSummary(
      RecipeCatalogue.standard().recipe(network, overrides: overrides), classes: classes ?? 2)
  }
}
