import ArgumentParser
import Learning
import ServerCommands

/// The root of the command line: one subcommand a file, under `Commands/`.
struct Hilum: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "hilum",
    abstract: "Chest X-ray classification: learn, measure, explain, predict.",
    discussion: "Research software, not a medical device.",
    version: Software.version,
    subcommands: [
      DemoCommand.self, DataCommand.self, WeightsCommand.self, TrainCommand.self, CrossValidateCommand.self,
      EnsembleCommand.self, EvaluateCommand.self, CalibrateCommand.self, StressCommand.self, CompareCommand.self,
      PredictCommand.self, FeaturesCommand.self, ExplainCommand.self, AttributeCommand.self, ImportCommand.self,
      ExportCommand.self, InspectCommand.self, DescribeCommand.self, LungsCommand.self, BenchCommand.self,
      ServeCommand.self, ArchiveCommand.self, KeysCommand.self, FeedbackCommand.self,
    ])
}
