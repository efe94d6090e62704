public import Archive
public import Foundation
public import Inference

/// Everything that can be told to the server when it starts.
public struct ServingOptions: Sendable {
  // MARK: Models

  /// The folder with models: a registry `NAME/VERSION/`, or a single bundle.
  public var models: URL
  /// The arithmetic in which networks run.
  public var precision = PrecisionRequest.auto
  /// Views of each picture that are averaged; see `ViewAveraging`.
  public var views = 1
  /// Folder for compiled models, which make the next start several times as fast; none where nil.
  public var compiledModels: URL?
  /// The model that requests without a name mean; the first by name where nil.
  public var defaultModel: String?
  /// Which versions answer, by model; the latest where nothing is said.
  public var policies: [String: VersionPolicy] = [:]
  /// How often the folder is looked at.
  public var watchInterval = Duration.seconds(2)
  /// How long a version's folder must be gone before the version is dropped, so that one that is being replaced by moving
  /// folders goes on answering.
  public var removalDelay = Duration.seconds(5)
  /// How pictures are gathered for the network.
  public var batching = BatchingOptions()
  /// Threads that decode and infer; as many as there are cores where nil.
  public var workers: Int?

  /// How explanations are made that take more than a reading.
  public var explanations = ExplanationOptions()

  // MARK: Network

  /// The address to listen at.
  public var host = "127.0.0.1"
  /// The port to listen at; 0 for any that is free.
  public var port = 8000
  /// Whether an address that others can reach may be listened at without keys.
  public var isInsecureAllowed = false
  /// The certificate chain in PEM, for TLS.
  public var certificate: URL?
  /// The certificate's private key in PEM.
  public var certificateKey: URL?
  /// Names under which the server answers beside those of the loopback and its own addresses.
  public var allowedHosts: [String] = []
  /// Web pages of other origins that may use the server from a browser; none by default, `*` for all.
  public var allowedOrigins: [String] = []
  /// What requests may ask for.
  public var limits = ServingLimits()

  // MARK: Access

  /// The file with API keys; see ``KeyFile``.
  public var keys: URL?
  /// The file with the secret of JSON Web Tokens signed with HS256.
  public var tokenSecret: URL?
  /// The file with the public keys (JWKS) of JSON Web Tokens.
  public var tokenKeys: URL?

  /// Whether models may be loaded and unloaded over HTTP where no key is needed.
  public var isModelControlOn = false

  // MARK: Archive

  /// The node of the hospital's archive beside HTTP; none where nil.
  public var archive: ArchiveConfiguration?

  // MARK: Log

  /// Whether each reading, and each picture that is refused, gets a line in the log.
  public var logsReadings = false

  // MARK: Folders and files

  /// The folder with the web page; none where nil.
  public var web: URL?
  /// The folder with training runs to show; none where nil.
  public var runs: URL?
  /// The audit store's file; none is kept where nil.
  public var audit: URL?
  /// The folder in which the audit store keeps the files that were read; they are not kept where nil.
  public var auditUploads: URL?
  /// How many days the audit store keeps a reading, and its file; for ever where nil.
  public var auditDays: Int?

  /// Options for serving the models of a folder.
  public init(models: URL) { self.models = models }

  /// Whether some key is needed to use the server.
  public var needsKey: Bool { keys != nil || tokenSecret != nil || tokenKeys != nil }

  /// Whether only this machine can reach the server.
  public var isLocal: Bool { ["127.0.0.1", "::1", "localhost"].contains(host) }
}
