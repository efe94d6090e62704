import Anatomy
public import ArgumentParser

/// `hilum serve`, and the whole of `hilum-server`.
public struct ServeCommand: ParsableCommand {
  /// What the help says.
  public static let configuration = CommandConfiguration(
    commandName: "serve", abstract: "Serve readings over HTTP.",
    discussion: """
      Every option can also be given as an environment variable, such as HILUM_MODELS for --models, or in the JSON file \
      of --config; flags go before the environment, and that before the file. SIGHUP reads keys, certificates and \
      models anew; SIGTERM answers what is under way and ends. Research software, not a medical device.
      """)

  @OptionGroup var options: ServeOptions

  /// The command without arguments.
  public init() {}

  /// Serves until SIGTERM or SIGINT.
  public func run() throws {
    LungFinder.bootstrap()
    let given = CommandLine.arguments.dropFirst()
    let arguments = Array(given.first == Self.configuration.commandName ? given.dropFirst() : given)
    let merged = try ServeOptions.parse(
      OptionLayers(arguments: arguments).merged(names: Self.names, file: options.config))
    try ServerProcess.run(merged.servingOptions(), logger: merged.logger)
  }

  /// The long names of all options.
  private static let names: Set<String> = Set(
    Mirror(reflecting: ServeOptions()).children.compactMap { $0.label }.map { label in
      label.drop { $0 == "_" }.map { $0.isUppercase ? "-\($0.lowercased())" : "\($0)" }.joined()
    })
}
