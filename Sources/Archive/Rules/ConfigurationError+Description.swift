extension ConfigurationError: CustomStringConvertible {
  /// The error as a sentence for people.
  public var description: String {
    switch self {
    case .unreadable(let file, let reason): "\(file) can't be read: \(reason)"
    case .inFile(let file, let error): "\(file), \(error)"
    case .malformed(let line, let problem): "line \(line): \(problem)"
    case .unknownKey(let line, let key, let known):
      "line \(line): unknown key \(key); known are \(known.joined(separator: ", "))"
    case .missingKey(let line, let key): "line \(line): \(key) is missing"
    case .notAllowed(let line, let key, let allowed, let found): "line \(line): \(key) must be \(allowed), not \(found)"
    case .notOneKind(let line, let destination, let kinds):
      "line \(line): destination \(destination) must have one of the keys \(kinds.joined(separator: ", "))"
    case .unknownDestination(let line, let name, let known):
      "line \(line): there is no destination \(name); known are \(known.joined(separator: ", "))"
    case .notCarried(let line, let destination, let kind, let carried):
      "line \(line): \(destination) can't take \(kind.rawValue), only "
        + carried.map(\.rawValue).joined(separator: ", ")
    case .destinationTwice(let name): "there are two destinations \(name)"
    case .unknownSource(let name, let known):
      known.isEmpty
        ? "there is no source \(name): no sources are configured"
        : "there is no source \(name); known are \(known.joined(separator: ", "))"
    case .unusableSource(let name, let reason): "the source \(name) can't be used: \(reason)"
    case .noPort: "say at which port DICOM is received: --dicom PORT, or port under node"
    case .publicWithoutCallers(let host):
      "\(host) can be reached by others: list callers under node in the archive's configuration, ask for client "
        + "certificates (tls with authorities), or say --insecure"
    case .unusableDestination(let name, let reason): "destination \(name) can't be used: \(reason)"
    }
  }
}
