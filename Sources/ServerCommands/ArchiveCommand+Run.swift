import Anatomy
import Archive
import ArgumentParser
import Foundation
import Inference
import Serving

extension ArchiveCommand {
  /// `hilum archive --config archive.yaml`.
  struct Run: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Run a node without HTTP; this is what `hilum archive` alone does.")

    @Option(help: "YAML file with the node, its destinations and rules.")
    var config: String

    @Option(help: "Folder with models, NAME/VERSION/, or one bundle (default: models in the YAML file).")
    var models: String?

    @Option(help: "Folder in which received objects lie.")
    var spool: String?

    @Option(help: "The model that reads (default: the first by name).")
    var defaultModel: String?

    @Option(help: PrecisionRequest.help)
    var precision = PrecisionRequest.auto

    @Option(help: "Threads that decode and infer (default: one a core).")
    var workers: Int?

    @Option(help: "File in which readings are kept (SQLite).")
    var audit: String?

    @Flag(help: "Listen where others can reach it, though anybody may send.")
    var insecure = false

    @Option(help: "Level of the log: debug, info, notice, warning, error.")
    var logLevel = "info"

    @Flag(help: "Write the log as one JSON object a line.")
    var logJson = false

    func run() throws {
      LungFinder.bootstrap()
      var options = try ServeOptions.parse([])
      options.archive = config
      options.models = models
      options.spool = spool
      options.defaultModel = defaultModel
      options.precision = precision
      options.workers = workers
      options.audit = audit
      options.insecure = insecure
      options.logLevel = logLevel
      options.logJson = logJson
      if models == nil { options.models = try options.archiveConfiguration()?.models?.path }
      try options.validate()
      try ServerProcess.runArchive(options.servingOptions(), logger: options.logger)
    }
  }
}
