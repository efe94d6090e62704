public import FoundationEssentials

/// A file on the web.
///
/// It is fetched by Python's `urllib`, since Python is what Hilum needs from the system anyway for its package client.
public struct WebFile: Sendable, Hashable {
  /// Where it is; https only.
  public let address: String

  /// A file at an address.
  public init(_ address: String) {
    self.address = address
  }

  /// Fetches the file to `url`, whose directory must exist.
  ///
  /// - Parameter check: Looks at the file before it gets its name, and throws if it is not the expected one.
  /// - Throws: `FileError`; what `check` throws. An old file is untouched then.
  public func fetch(to url: URL, with runner: CommandRunner = .system, check: (URL) throws -> Void) throws {
    guard address.hasPrefix("https://") else {
      throw FileError.commandFailed(purpose: "fetch \(url.lastPathComponent)", reason: "its address is not https")
    }
    try TemporarySibling.withDirectory(for: url) { directory in
      let source = directory.appending(path: url.lastPathComponent)
      try runner.require(
        ["python3", "-c", Self.script, address, source.path],
        purpose: "fetch \(url.lastPathComponent) from \(address.split(separator: "/").dropFirst().first ?? "")")
      try check(source)
      try AtomicFile.move(source, to: url)
    }
  }

  /// Takes an address and a path; says in one line why it failed.
  private static let script = """
    import shutil, sys, urllib.request
    try:
        with urllib.request.urlopen(sys.argv[1], timeout=30) as source, open(sys.argv[2], 'wb') as target:
            shutil.copyfileobj(source, target, 1 << 20)
    except OSError as error:
        sys.exit(f'ERROR: {getattr(error, "reason", error)}')
    """
}
