extension SpoolError: CustomStringConvertible {
  /// The error as a sentence for people.
  public var description: String {
    switch self {
    case .cannotOpen(let folder, let reason): "the spool \(folder) can't be opened: \(reason)"
    case .inUse(let folder): "another node uses the spool \(folder)"
    case .failed(let reason): "the spool's store failed: \(reason)"
    case .unknownObject(let id): "there is no object \(id) in the spool"
    case .alreadyDone(let id): "everything of object \(id) was delivered"
    }
  }
}
