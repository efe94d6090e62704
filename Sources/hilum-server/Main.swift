import ArgumentParser
import ServerCommands

/// The server alone: `hilum serve` and what belongs to it, without what learns.
@main
struct Main: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "hilum-server", abstract: "Serve readings of chest X-rays over HTTP.",
    discussion: "Research software, not a medical device.",
    subcommands: [ServeCommand.self, ArchiveCommand.self, KeysCommand.self, FeedbackCommand.self],
    defaultSubcommand: ServeCommand.self)
}
