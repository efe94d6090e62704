public import FoundationEssentials

/// Where fetched files are kept between runs.
public struct Caches: Sendable, Hashable {
  /// Hilum's own: `$HILUM_CACHE`, else `hilum` in the user's cache directory.
  public var hilum: URL
  /// PyTorch's downloaded weights: `$TORCH_HOME/hub/checkpoints`, else under `torch` in the user's cache directory.
  public var torchHub: URL

  /// Where inference engines keep the networks that they have compiled.
  public var compiledModels: URL { hilum.appending(path: "compiled") }

  /// Caches at given places.
  public init(hilum: URL, torchHub: URL) {
    self.hilum = hilum
    self.torchHub = torchHub
  }

  /// The caches that environment variables say; the user's cache directory is `$XDG_CACHE_HOME` or `~/.cache`.
  public init(environment: [String: String] = ProcessInfo.processInfo.environment) {
    func directory(_ variable: String) -> URL? {
      environment[variable].flatMap { $0.isEmpty ? nil : URL(filePath: $0, directoryHint: .isDirectory) }
    }
    let home = directory("HOME") ?? FileManager.default.homeDirectoryForCurrentUser
    let user = directory("XDG_CACHE_HOME") ?? home.appending(path: ".cache")
    hilum = directory("HILUM_CACHE") ?? user.appending(path: "hilum")
    torchHub = (directory("TORCH_HOME") ?? user.appending(path: "torch")).appending(path: "hub/checkpoints")
  }
}
