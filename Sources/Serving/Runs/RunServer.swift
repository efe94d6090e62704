public import Foundation
import HTTPTypes
import Hummingbird
import HummingbirdCore
public import Logging
import NIOCore
import NIOPosix
import ServiceLifecycle

/// The web page of one training while it goes on, for this machine only: the page and the routes that show runs, and no
/// models.
public struct RunServer: Sendable {
  private static let host = "127.0.0.1"
  /// How long those who look on may take to hear of the end.
  private static let farewell = Duration.seconds(3)

  private let port: Int
  private let group: ServiceGroup

  /// Puts the server together.
  ///
  /// - Parameters:
  ///   - run: The run's folder, which need not be there yet.
  ///   - web: The folder with the web page; only programs are answered where nil.
  ///   - port: The port to listen at; 0 for any that is free.
  ///   - limits: What connections and requests may ask for.
  ///   - onReady: Is told the port once connections are taken.
  public init(
    run: URL, web: URL?, port: Int, logger: Logger, limits: ServingLimits = ServingLimits(),
    onReady: @escaping @Sendable (Int) -> Void = { _ in }
  ) {
    self.port = port
    let application = Application(
      responder: Self.responder(run: run, web: web.flatMap { WebFolder($0) }, logger: logger),
      server: .limited(limits, ConnectionTable(limit: limits.connections)),
      configuration: .init(address: .hostname(Self.host, port: port), serverName: "hilum"),
      onServerRunning: { onReady($0.localAddress?.port ?? port) }, logger: logger)
    var services = ServiceGroupConfiguration(services: [application], logger: logger)
    services.maximumGracefulShutdownDuration = Self.farewell
    group = ServiceGroup(configuration: services)
  }

  /// Serves until ``stop()``.
  ///
  /// - Throws: ``ServingError/cannotListen(host:port:reason:)``.
  public func run() async throws {
    try await ServingError.naming(host: Self.host, port: port) { try await group.run() }
  }

  /// Takes no more connections, and lets those who look on hear of the end.
  public func stop() async { await group.triggerGracefulShutdown() }

  private static func responder(run: URL, web: WebFolder?, logger: Logger) -> RouterResponder<ServerContext> {
    let runs = RunRoutes(folder: RunFolder(run: run)).endpoints
    let root = RootRoute(web: web, features: .init(models: false, runs: true)) { runs }
    let endpoints = runs + [root.endpoint]
    let router = Router(context: ServerContext.self, options: .autoGenerateHeadEndpoints)
    router.add(
      middleware: Gate(
        endpoints: endpoints, hosts: HostPolicy(), origins: OriginPolicy(allowed: []),
        telemetry: Telemetry(logger: logger), isEncrypted: false))
    for endpoint in endpoints { router.on(endpoint.routerPath, method: endpoint.method, use: endpoint.handle) }
    root.addFiles(to: router)
    return router.buildResponder()
  }
}
