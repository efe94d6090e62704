import ArgumentParser
import Files
import Foundation
import Inference
import Logging
import Serving

/// The options of `hilum serve`, whether they come from flags, the environment or a file.
struct ServeOptions: ParsableArguments {
  @Option(help: "JSON file with options by their long names; flags and HILUM_… variables go before it.")
  var config: String?

  @Option(help: "Folder with models, NAME/VERSION/, or one bundle.")
  var models: String?

  @Option(help: "Address to listen at.")
  var host = "127.0.0.1"

  @Option(help: "Port to listen at; 0 for any that is free.")
  var port = 8000

  @Option(help: PrecisionRequest.help)
  var precision = PrecisionRequest.auto

  @Option(
    help: "Views of each picture, slightly turned, shifted and changed in brightness, that are averaged (1 to 16).")
  var views = 1

  @Option(help: "The model that requests without a name mean (default: the first by name).")
  var defaultModel: String?

  @Option(help: "NAME/VERSION that answers, in place of the latest; may be repeated.")
  var pin: [String] = []

  @Option(help: "NAME/VERSION that reads along without answering, to be compared; may be repeated.")
  var shadow: [String] = []

  @Option(help: "NAME/VERSION=SHARE that answers a share of the requests; may be repeated.")
  var canary: [String] = []

  @Option(help: "File with API keys; see `hilum keys`.")
  var keys: String?

  @Option(help: "File with the secret of JSON Web Tokens (HS256), at least 32 bytes.")
  var jwtSecret: String?

  @Option(help: "File with the public keys of JSON Web Tokens (JWKS).")
  var jwtKeys: String?

  @Flag(help: "Listen where others can reach it, though no key is needed.")
  var insecure = false

  @Flag(help: "Let models be loaded and unloaded over HTTP, though no key is needed.")
  var modelControl = false

  @Option(help: "Certificate chain in PEM, for TLS.")
  var tlsCertificate: String?

  @Option(help: "Private key in PEM, for TLS.")
  var tlsKey: String?

  @Option(help: "Name, beside this machine's loopback and addresses, under which it is reached; may be repeated.")
  var allowedHost: [String] = []

  @Option(help: "Origin whose web pages may use the server, or *; may be repeated.")
  var allowOrigin: [String] = []

  @Option(help: "Folder with the web page (default: the one that comes with the program).")
  var web: String?

  @Option(help: "Folder with training runs to show.")
  var runs: String?

  @Option(help: "File in which readings are kept (SQLite).")
  var audit: String?

  @Option(help: "Folder in which the files that were read are kept too, under their SHA-256; they may name patients.")
  var auditUploads: String?

  @Option(help: "Days that readings, and their files, are kept.")
  var auditDays: Int?

  @Option(help: "Port at which DICOM objects are received; 0 for any that is free.")
  var dicom: Int?

  @Option(help: "AE title under which DICOM objects are received (default: HILUM).")
  var aeTitle: String?

  @Option(help: "AE@HOST:PORT that gets a structured report and a picture of each object; may be repeated.")
  var sendTo: [String] = []

  @Option(help: "YAML file with the archive's node, destinations and rules.")
  var archive: String?

  @Option(help: "Folder in which received objects lie (default: hilum/archive in the user's data folder).")
  var spool: String?

  @Option(help: "Requests a minute for each key, or each address without one.")
  var rateLimit: Int?

  @Option(help: "Megabytes of a request's body at most.")
  var maxBody = 64

  @Option(help: "Connections at a time.")
  var maxConnections = 512

  @Option(help: "Pictures that may wait.")
  var queue = 64

  @Option(help: "Seconds that a picture may wait for its answer.")
  var timeout = 10

  @Option(help: "Slow explanations, such as occlusion, that may wait; they are made one at a time.")
  var explainQueue = 8

  @Option(help: "Seconds that a slow explanation may take once its turn has come.")
  var explainTimeout = 60

  @Option(help: "Folder with X-rays that stand for what is usual, for explanations by expected gradients.")
  var explainReferences: String?

  @Option(
    help: "The program that computes explanations by gradients (default: `hilum` beside this program, if it is there).")
  var explainProgram: String?

  @Option(help: "Pictures in a batch at most.")
  var batch = 8

  @Option(help: "Milliseconds that a batch may wait for pictures on their way.")
  var batchDelay = 0.0

  @Option(help: "Threads that decode and infer (default: one a core).")
  var workers: Int?

  @Option(help: "Level of the log: debug, info, notice, warning, error.")
  var logLevel = "info"

  @Flag(help: "Write the log as one JSON object a line.")
  var logJson = false

  @Flag(help: "Log each reading: class, probability, decision, model, milliseconds; no file names, no patients.")
  var logPredictions = false

  func validate() throws {
    guard (0...65535).contains(port) else { throw ValidationError("--port is from 0 to 65535") }
    guard maxBody > 0, maxBody <= 1024, maxConnections > 0, queue > 0, timeout > 0, explainQueue > 0,
      explainTimeout > 0, explainTimeout <= 3600, (1...64).contains(batch),
      batchDelay >= 0, batchDelay <= 1000, workers.map({ (1...256).contains($0) }) ?? true,
      auditDays.map({ $0 > 0 }) ?? true, rateLimit.map({ $0 > 0 }) ?? true
    else {
      throw ValidationError(
        "limits are numbers above 0; --batch at most 64, --max-body at most 1024, --explain-timeout at most 3600")
    }
    guard ViewAveraging.range.contains(views) else {
      throw ValidationError(
        "--views is from \(ViewAveraging.range.lowerBound) to \(ViewAveraging.range.upperBound)")
    }
    guard Logger.Level(rawValue: logLevel) != nil else { throw ValidationError("there is no --log-level \(logLevel)") }
    try validateArchive()
    _ = try policies()
  }

  /// Where the server's log goes.
  var logger: Logger {
    var logger = Logger(label: "hilum") { label -> any LogHandler in
      logJson ? JSONLogHandler() : StreamLogHandler.standardError(label: label)
    }
    logger.logLevel = Logger.Level(rawValue: logLevel) ?? .info
    return logger
  }

  /// What the server is told.
  func servingOptions() throws -> ServingOptions {
    guard let models else { throw ValidationError("say which models: --models DIR or HILUM_MODELS") }
    func file(_ path: String?) -> URL? { path.map { URL(filePath: $0) } }
    var options = ServingOptions(models: URL(filePath: models, directoryHint: .isDirectory))
    options.precision = precision
    options.views = views
    options.compiledModels = Caches().compiledModels
    options.defaultModel = defaultModel
    options.policies = try policies()
    options.batching = BatchingOptions(size: batch, delay: .nanoseconds(Int64(batchDelay * 1e6)))
    options.workers = workers
    options.host = host
    options.port = port
    options.isInsecureAllowed = insecure
    options.certificate = file(tlsCertificate)
    options.certificateKey = file(tlsKey)
    options.allowedHosts = allowedHost
    options.isModelControlOn = modelControl
    options.allowedOrigins = allowOrigin
    options.keys = file(keys)
    options.tokenSecret = file(jwtSecret)
    options.tokenKeys = file(jwtKeys)
    options.web = file(web) ?? WebFolder.standard()
    options.runs = file(runs)
    options.logsReadings = logPredictions
    options.audit = file(audit)
    options.auditUploads = file(auditUploads)
    options.auditDays = auditDays
    options.archive = try archiveConfiguration()
    options.explanations.queue = explainQueue
    options.explanations.time = .seconds(explainTimeout)
    options.explanations.references = file(explainReferences)
    options.explanations.program = file(explainProgram) ?? Self.gradientProgram
    options.limits.bodyBytes = maxBody << 20
    options.limits.connections = maxConnections
    options.limits.queue = queue
    options.limits.requestTime = .seconds(timeout)
    options.limits.requestsPerMinute = rateLimit
    return options
  }

  /// `hilum` where this program is, which is it or lies beside it.
  private static var gradientProgram: URL? {
    let program = Bundle.main.executableURL?.deletingLastPathComponent().appending(path: "hilum")
    return program.flatMap { FileManager.default.isExecutableFile(atPath: $0.path) ? $0 : nil }
  }

  private func policies() throws -> [String: VersionPolicy] {
    var policies: [String: VersionPolicy] = [:]
    func parsed(_ text: Substring, _ flag: String) throws -> (name: String, version: Int) {
      let parts = text.split(separator: "/")
      guard parts.count == 2, let version = Int(parts[1]), version > 0 else {
        throw ValidationError("--\(flag) is NAME/VERSION, such as pneumonia/3")
      }
      return (String(parts[0]), version)
    }
    for text in pin {
      let (name, version) = try parsed(text[...], "pin")
      policies[name, default: VersionPolicy()].pinned = version
    }
    for text in shadow {
      let (name, version) = try parsed(text[...], "shadow")
      policies[name, default: VersionPolicy()].shadow = version
    }
    for text in canary {
      let parts = text.split(separator: "=")
      guard parts.count == 2, let share = Double(parts[1]), (0...1).contains(share) else {
        throw ValidationError("--canary is NAME/VERSION=SHARE, such as pneumonia/4=0.1")
      }
      let (name, version) = try parsed(parts[0], "canary")
      policies[name, default: VersionPolicy()].canary = .init(version: version, share: share)
    }
    return policies
  }
}
