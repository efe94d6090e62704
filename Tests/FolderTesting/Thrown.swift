/// The error that something throws; `nil` if it throws none, or one of another type.
public func thrown<Failure: Error>(_ type: Failure.Type, _ body: () throws -> Void) -> Failure? {
  do {
    try body()
    return nil
  } catch {
    return error as? Failure
  }
}
