public import ArgumentParser

/// `hilum archive`: a node of the hospital's archive alone, and what a running one has to tell.
public struct ArchiveCommand: ParsableCommand {
  /// What the help says.
  public static let configuration = CommandConfiguration(
    commandName: "archive", abstract: "Receive DICOM objects, read them, and send structured results on.",
    discussion: """
      Without a subcommand it is a node without HTTP; `hilum serve --dicom PORT` is one beside HTTP. status, retry and \
      show look at the spool of a node, which may be running. Research software, not a medical device.
      """,
    subcommands: [Run.self, Status.self, Retry.self, Show.self], defaultSubcommand: Run.self)

  /// The command without arguments.
  public init() {}
}
