import ServiceLifecycle

/// Looks at the folder with models now and then.
struct ModelWatcher: Service {
  let library: ModelLibrary
  let interval: Duration

  func run() async throws {
    while !Task.isShuttingDownGracefully {
      try? await cancelWhenGracefulShutdown { try await Task.sleep(for: interval) }
      if !Task.isShuttingDownGracefully { library.refreshInBackground() }
    }
  }
}
