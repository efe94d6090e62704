package import Archive
import Auditing
import Files
package import Foundation
import HTTPTypes
import Hummingbird
package import HummingbirdCore
import HummingbirdTLS
public import Logging
package import NIOCore
import NIOPosix
import ServiceLifecycle
import UnixSignals

/// The server: models behind HTTP.
public struct HilumServer: Sendable {
  private let options: ServingOptions
  private let logger: Logger
  private let certificates: Certificates?
  let state: ServerState

  /// Puts a server together and loads its models.
  ///
  /// - Throws: ``ServingError`` where the options do not go together, `FileError` where keys can't be read; `ConfigurationError`,
  ///   `SpoolError` and `DIMSEError` of the archive's node. A model that
  ///   can't be loaded keeps no server from starting.
  public init(_ options: ServingOptions, logger: Logger) async throws {
    guard options.needsKey || options.isLocal || options.isInsecureAllowed else {
      throw ServingError.publicWithoutKey(host: options.host)
    }
    guard (options.certificate == nil) == (options.certificateKey == nil) else { throw ServingError.incompleteTLS }
    guard FileManager.default.fileExists(atPath: options.models.path) else {
      throw ServingError.noModels(folder: options.models.lastPathComponent)
    }
    guard options.auditUploads == nil || options.audit != nil else { throw ServingError.uploadsWithoutAudit }
    self.options = options
    self.logger = logger
    try options.archive?.check(isInsecureAllowed: options.isInsecureAllowed)
    let telemetry = Telemetry(logger: logger, logsReadings: options.logsReadings)
    let pool = options.workers.map { WorkerPool(threads: $0) } ?? WorkerPool()
    state = ServerState(
      options: options,
      library: ModelLibrary(
        ModelSource(folder: options.models), loader: ModelLoader(pool: pool, options: options), options: options,
        logger: logger),
      pool: pool, uploads: Uploads(options.limits),
      explanations: ExplanationService(options.explanations, pool: pool, logger: logger), telemetry: telemetry,
      gatekeeper: try await Gatekeeper(options), limiter: RateLimiter(perMinute: options.limits.requestsPerMinute),
      hosts: try HostPolicy(listeningAt: options.host, allowed: options.allowedHosts),
      connections: ConnectionTable(limit: options.limits.connections),
      audit: try options.audit.map { try AuditStore($0, uploads: options.auditUploads) },
      archive: try options.archive.map { try ArchiveNode($0, logger: logger, onEvent: telemetry.record) })
    if let certificate = options.certificate, let key = options.certificateKey {
      certificates = try Certificates(certificate: certificate, key: key)
    } else {
      certificates = nil
    }
  }

  /// Serves until SIGTERM or SIGINT; then takes no more connections and answers what is under way.
  ///
  /// - Parameter onReady: is told the port once connections are taken.
  /// - Throws: ``ServingError/cannotListen(host:port:reason:)``.
  public func run(onReady: @escaping @Sendable (Int) -> Void = { _ in }) async throws {
    state.library.refreshInBackground()
    let configuration = ApplicationConfiguration(
      address: .hostname(options.host, port: options.port), serverName: "hilum")
    let application = Application(
      responder: Routes(state).responder(), server: try channels(), configuration: configuration,
      services: services,
      onServerRunning: { channel in onReady(channel.localAddress?.port ?? options.port) }, logger: logger)
    try await ServingError.naming(host: options.host, port: options.port) {
      try await application.runService(gracefulShutdownSignals: [.sigterm, .sigint])
    }
    state.pool.stop()
  }

  /// Takes objects of an archive in and sends results on, without a port for HTTP, until SIGTERM or SIGINT.
  ///
  /// - Throws: `SpoolError` where the spool can't be put in order.
  public func runArchive() async throws {
    state.library.refreshInBackground()
    try await ServiceGroup(
      configuration: ServiceGroupConfiguration(
        services: services, gracefulShutdownSignals: [.sigterm, .sigint], logger: logger)
    ).run()
    state.pool.stop()
  }

  private var services: [any Service] {
    var services: [any Service] = [
      ModelWatcher(library: state.library, interval: options.watchInterval),
      Reloader(state: state, certificates: certificates, logger: logger),
    ]
    if let audit = state.audit, let days = options.auditDays {
      services.append(AuditKeeper(store: audit, days: days, logger: logger))
    }
    if let archive = state.archive {
      services.append(ArchiveService(node: archive, reader: ServedObjectReader(state: state)))
    }
    return services
  }

  // MARK: - Without a socket

  /// Loads what is in the folder with models; returns when that is done.
  package func loadModels() { state.library.refresh() }

  /// Reads keys and secrets anew.
  ///
  /// - Throws: ``ServingError``, `FileError`.
  package func reloadKeys() async throws { try await state.gatekeeper.reload() }

  /// Answers requests that came over no socket.
  package func responder() -> @Sendable (Request, any Channel) async throws -> Response {
    let responder = Routes(state).responder()
    return { [logger] request, channel in
      let context = ServerContext(source: ApplicationRequestContextSource(channel: channel, logger: logger))
      return try await responder.respond(to: request, context: context)
    }
  }

  /// Reads an archive's objects as the node beside HTTP does.
  package func objectReader() -> any ObjectReader { ServedObjectReader(state: state) }

  /// The paths of all documented routes with their methods.
  package var routes: [(method: String, path: String)] {
    Routes(state).endpoints.map { ($0.method.rawValue, $0.path) }
  }

  /// The OpenAPI document, as `/openapi.json` answers it.
  package func openAPI() throws -> Data { try JSONLine.bytes(Routes(state).openAPI.document) }

  private func channels() throws -> HTTPServerBuilder {
    let plain = HTTPServerBuilder.limited(options.limits, state.connections)
    return try certificates.map { try .tls(plain, tlsConfiguration: $0.configuration) } ?? plain
  }
}
