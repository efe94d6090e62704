import ArgumentParser
import Bundles
import Foundation
import Learning

/// `hilum ensemble`.
struct EnsembleCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "ensemble", abstract: "Join models into one bundle whose probability is the mean of theirs.",
    discussion: """
      They must tell the same classes apart and prepare pictures alike; their networks may differ. Whatever takes a model \
      takes the bundle, and each of its readings says how far the members are apart.
      """)

  @Argument(help: "The models: bundles, folders of runs, or of finished cross-validations.")
  var models: [String]

  @Option(help: "The folder of the new bundle.")
  var output: String

  @Option(help: "The new model's name.")
  var name = "ensemble"

  func run() throws {
    let place = URL(filePath: output, directoryHint: .isDirectory)
    guard !FileManager.default.fileExists(atPath: place.path) else {
      throw ValidationError("there is something at \(place.lastPathComponent) already")
    }
    let members = try models.flatMap { try ModelBundle.all(at: URL(filePath: $0)) }
    let bundle: ModelBundle
    do {
      let metadata = try ModelMetadata(
        ensembleOf: members.map(\.metadata), name: ModelName(name), created: Date.now.formatted(.iso8601))
      bundle = try ModelBundle.create(metadata, members: members, at: place)
    } catch BundleError.ensemble(let fault) {
      throw ValidationError("\(BundleError.ensemble(fault))")
    }
    Console.message("Written: \(bundle.name), \(members.count) models that read together")
  }
}
