public import ArgumentParser

/// `hilum feedback`: what readers said of readings on the page.
public struct FeedbackCommand: ParsableCommand {
  /// What the help says.
  public static let configuration = CommandConfiguration(
    commandName: "feedback", abstract: "Take what readers said of readings back to where models are trained.",
    subcommands: [Export.self])

  /// The command without arguments.
  public init() {}
}
